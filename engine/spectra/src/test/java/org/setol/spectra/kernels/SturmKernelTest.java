package org.setol.spectra.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Run once for each vector width, as {@link KernelTwinTest} is: the width is fixed for a JVM. */
final class SturmKernelTest {

    private static final SturmKernel SCALAR = new ScalarSturm();
    private static final SturmKernel VECTOR = new VectorSturm();

    private static SturmReadings readings(double[] points) {
        return new SturmReadings(
                points.clone(), new long[points.length], new double[points.length], new double[points.length]);
    }

    private static void assertTwins(double[] d, double[] e2, double[] points) {
        SturmReadings scalar = readings(points);
        SturmReadings vector = readings(points);
        SCALAR.read(d, e2, scalar, 0, points.length);
        VECTOR.read(d, e2, vector, 0, points.length);
        assertThat(vector.below()).isEqualTo(scalar.below());
        assertThat(bits(vector.squares())).isEqualTo(bits(scalar.squares()));
        assertThat(bits(vector.rest())).isEqualTo(bits(scalar.rest()));
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 129, 200})
    void vectorsGiveTheTwinsBitsForAnyNumberOfPoints(int count) {
        SplittableRandom random = new SplittableRandom(count);
        for (int n : new int[] {1, 2, 3, 40, 131}) {
            double[] d = random.doubles(n, -1, 1).toArray();
            double[] e2 = random.doubles(n).map(x -> Math.pow(x, 30)).toArray();
            e2[0] = 0;
            assertTwins(d, e2, random.doubles(count, -3, 3).toArray());
        }
    }

    /** Whole numbers: pivots that are exactly zero, at the end too. */
    @Test
    void pivotsOfZeroAreCountedAlike() {
        for (int n : new int[] {1, 2, 3, 8, 21}) {
            double[] d = new double[n];
            double[] e2 = new double[n];
            Arrays.fill(e2, 1, n, 1);
            assertTwins(d, e2, new double[] {-2, -1, 0, 1, 2, 0.5, -0.5, 0x1p-60});
        }
    }

    /** tridiag(-1, 2, -1): eigenvalues 2 - 2 cos(k pi / (n + 1)). */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 90})
    void countsAndSumsAreThoseOfTheEigenvalues(int n) {
        double[] eigenvalues = IntStream.rangeClosed(1, n)
                .mapToDouble(k -> 2 - 2 * Math.cos(k * Math.PI / (n + 1)))
                .toArray();
        double[] d = new double[n];
        double[] e2 = new double[n];
        Arrays.fill(d, 2);
        Arrays.fill(e2, 1, n, 1);
        double[] points = new SplittableRandom(n).doubles(50, -1, 5).toArray();
        for (SturmKernel kernel : new SturmKernel[] {SCALAR, VECTOR}) {
            SturmReadings readings = readings(points);
            kernel.read(d, e2, readings, 0, points.length);
            for (int k = 0; k < points.length; k++) {
                double x = points[k];
                assertThat(readings.below()[k])
                        .isEqualTo(Arrays.stream(eigenvalues)
                                .filter(lambda -> lambda < x)
                                .count());
                double expected = Arrays.stream(eigenvalues)
                        .map(lambda -> 1 / ((x - lambda) * (x - lambda)))
                        .sum();
                // A relative error of n eps in a pivot's quotients, and eps / gap for the nearest eigenvalue.
                double gap = Arrays.stream(eigenvalues)
                        .map(lambda -> Math.abs(x - lambda))
                        .min()
                        .orElseThrow();
                double rounding = 64 * 0x1p-52 * (readings.squares()[k] + n * expected + expected / gap);
                assertThat(readings.squares()[k] - readings.rest()[k]).isCloseTo(expected, within(rounding));
            }
        }
    }

    @Test
    void onlyTheNamedPointsAreRead() {
        double[] d = {1, 2};
        double[] e2 = {0, 0.25};
        for (SturmKernel kernel : new SturmKernel[] {SCALAR, VECTOR}) {
            SturmReadings readings = readings(new double[] {9, 9, 9, 9, 9});
            kernel.read(d, e2, readings, 1, 4);
            assertThat(readings.below()).containsExactly(0, 2, 2, 2, 0);
        }
    }
}
