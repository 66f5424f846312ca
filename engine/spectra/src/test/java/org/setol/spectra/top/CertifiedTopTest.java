package org.setol.spectra.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.setol.spectra.backend.JavaGramRoutines;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.random.RandomWords;

final class CertifiedTopTest {

    private static final int N = 60;

    /** Of a 70 x 60 matrix with these singular values, turned at random by Householder reflections on both sides. */
    private static CertifiedTop top(Arena arena, double[] singular, boolean turned) {
        SplittableRandom random = new SplittableRandom(5);
        double[][] a = new double[N + 10][N];
        for (int i = 0; i < N; i++) {
            a[i][i] = singular[i];
        }
        for (int turn = 0; turned && turn < 4; turn++) {
            reflect(a, unit(random, N + 10), true);
            reflect(a, unit(random, N), false);
        }
        Matrix matrix = Matrix.allocate(arena, N + 10, N, Precision.FLOAT64);
        for (int i = 0; i < N + 10; i++) {
            for (int j = 0; j < N; j++) {
                matrix.set(i, j, a[i][j]);
            }
        }
        Matrix gram = Matrix.allocate(arena, N, N, Precision.FLOAT64);
        Matrix vectors = Matrix.allocate(arena, 2, N, Precision.FLOAT64);
        return new CertifiedTop(matrix, gram, vectors, new JavaGramRoutines(), 1, new RandomWords(1, 2));
    }

    private static double[] unit(SplittableRandom random, int n) {
        double[] v = random.doubles(n).map(u -> u - 0.5).toArray();
        double norm = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
        return Arrays.stream(v).map(x -> x / norm).toArray();
    }

    private static void reflect(double[][] a, double[] v, boolean left) {
        int others = left ? a[0].length : a.length;
        for (int k = 0; k < others; k++) {
            double product = 0;
            for (int i = 0; i < v.length; i++) {
                product += v[i] * (left ? a[i][k] : a[k][i]);
            }
            for (int i = 0; i < v.length; i++) {
                if (left) {
                    a[i][k] -= 2 * product * v[i];
                } else {
                    a[k][i] -= 2 * product * v[i];
                }
            }
        }
    }

    /** sqrt(1 .. 2) for all but the first, which are these. */
    private static double[] singular(double... eigenvalues) {
        return IntStream.range(0, N)
                .mapToDouble(i -> Math.sqrt(i < eigenvalues.length ? eigenvalues[i] : 1 + (double) i / N))
                .toArray();
    }

    private static double[] all(CertifiedTop top, double bound) {
        CertifiedTop.Verdict verdict;
        do {
            verdict = top.isComplete(bound);
        } while (verdict == CertifiedTop.Verdict.FOUND_MORE);
        assertThat(verdict).isEqualTo(CertifiedTop.Verdict.COMPLETE);
        return top.values();
    }

    @Test
    void findsWhatIsAboveTheBoundAndNothingElse() {
        try (Arena arena = Arena.ofConfined()) {
            double[] found = all(top(arena, singular(9, 7, 3.5, 3), true), 2.5);
            assertThat(found).hasSize(4);
            double[] expected = {9, 7, 3.5, 3};
            for (int k = 0; k < 4; k++) {
                // Rounding of the Gram matrix, N u trace, and the square of a residual of 1e-9 over a gap of 0.5.
                assertThat(found[k]).isCloseTo(expected[k], within(70 * 0x1p-53 * 115 + 1e-15));
            }
        }
    }

    @Test
    void nothingAboveTheBoundTakesOneFactorisationAndTheLargestIsFoundWithIt() {
        try (Arena arena = Arena.ofConfined()) {
            CertifiedTop top = top(arena, singular(), true);
            assertThatThrownBy(top::largest).isInstanceOf(IllegalStateException.class);
            assertThat(all(top, 2.1)).isEmpty();
            assertThat(top.factorisations()).isEqualTo(1);
            assertThat(top.steps()).isZero();
            assertThat(top.largest()).isCloseTo(1 + 59.0 / 60, within(70 * 0x1p-53 * 91 + 1e-14));
        }
    }

    /** Lanczos' process from one start sees one copy of a multiple eigenvalue: the certificate sees that others are missing. */
    @Test
    void copiesThatNoSingleStartCanSeeAreFound() {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(all(top(arena, singular(5, 5, 5, 4, 4), false), 3)).hasSize(5);
        }
    }

    @Test
    void moreCopiesThanStartsAreNotGuessedAt() {
        double[] copies = new double[30];
        Arrays.fill(copies, 5);
        try (Arena arena = Arena.ofConfined()) {
            CertifiedTop top = top(arena, singular(copies), false);
            CertifiedTop.Verdict verdict;
            do {
                verdict = top.isComplete(3);
            } while (verdict == CertifiedTop.Verdict.FOUND_MORE);
            assertThat(verdict).isEqualTo(CertifiedTop.Verdict.UNRESOLVED);
        }
    }

    @Test
    void aBoundWithinTheRoundingIsNotCertified() {
        try (Arena arena = Arena.ofConfined()) {
            CertifiedTop top = top(arena, singular(), true);
            assertThat(top.isComplete(top.trace() * 0x1p-52)).isEqualTo(CertifiedTop.Verdict.UNRESOLVED);
        }
    }

    /** An eigenvalue at the bound to the last bit is found, if only to be judged by the caller. */
    @Test
    void whatLiesAtTheBoundIsNotMissed() {
        try (Arena arena = Arena.ofConfined()) {
            double[] found = all(top(arena, singular(4), true), 4);
            assertThat(found).hasSize(1);
            assertThat(found[0]).isCloseTo(4, within(70 * 0x1p-53 * 95));
        }
    }

    @Test
    void aLowerBoundLaterGoesOnWithTheSameProcess() {
        try (Arena arena = Arena.ofConfined()) {
            CertifiedTop top = top(arena, singular(9, 7, 3.5, 3), true);
            assertThat(all(top, 6)).hasSize(2);
            assertThat(all(top, 2.5)).hasSize(4);
        }
    }
}
