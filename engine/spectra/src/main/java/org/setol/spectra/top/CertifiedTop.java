package org.setol.spectra.top;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.setol.spectra.backend.GramRoutines;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.random.RandomWords;

/**
 * The eigenvalues of a Gram matrix G above a bound: found by Lanczos' process, and proved complete by Cholesky's.
 *
 * <p>Lanczos alone cannot exclude an eigenvector orthogonal to its start. So with the pairs (theta_k, v_k) found so far,
 * S = s I - G + sum theta_k v_k v_k' is factored. If that succeeds, S is positive definite but for rounding; s I - G
 * differs from it by a matrix of rank K, so (Weyl) at most K eigenvalues of G reach s, whatever the v_k are; and by
 * interlacing at least as many exceed s as Ritz values do. Both together are the count.
 *
 * <p>Rounding is allowed for by choosing s below the bound, by the sum of the rigorous bounds of all errors between the
 * weights and the factor: N u trace(G) of the Gram matrix, (n + 1) u trace(S) of the factorisation (Higham 2002, theorem
 * 10.3; Rump 2006, BIT 46), 4 u (s + sum theta) of forming S; u = 2^-53. At N = n = 2048 that is 5e-10 of the edge, and
 * a millionth of its fluctuations; in float32 it would be more than the edge itself, hence float64 whatever precision was asked for.
 * What is found between s and the bound is deflated too, and the caller's to judge by its value.
 *
 * <p>Cost: N n^2 for the Gram matrix and n^3 / 3 a factorisation, at the rate of matrix multiplication; 2 n^2 a step of
 * Lanczos' process. A full decomposition takes 4/3 n^3 instead of the latter, half of it bound by memory.
 */
public final class CertifiedTop {

    private static final double UNIT = 0x1p-53;

    /** The gammas of the error bounds exceed k u by less than this for k below 10^9. */
    private static final double SLACK = 1 + 1e-6;

    /** A pair has converged at this residual, relative to its value; the value's error is of its square over the gap. */
    private static final double CONVERGED = 1e-9;

    /** Steps between looks at the Ritz values. */
    private static final int STRIDE = 5;

    private static final int RESTARTS = 8;

    /** What an attempt at a certificate has come to. */
    public enum Verdict {
        /** No eigenvalue above the bound is missing. */
        COMPLETE,
        /** One may be; {@link CertifiedTop#values} has grown. */
        FOUND_MORE,
        /** There is nothing more to find by reasonable effort, or the rounding is too large: decompose in full. */
        UNRESOLVED
    }

    private final Matrix gram;
    private final Matrix work;
    private final GramRoutines routines;
    private final int threads;
    private final RandomWords words;
    private final Matrix x;
    private final Matrix y;
    private final int longer;
    private final double trace;
    private final List<Pair> lockedPairs = new ArrayList<>();
    private List<Pair> pairs = List.of();
    private Lanczos process;
    private double searched = Double.POSITIVE_INFINITY;
    private double shift;
    private boolean factored;
    private int factorisations;
    private int steps;
    private int restarts;

    private record Pair(double value, double[] vector) {}

    /**
     * Forms the Gram matrix on the shorter side.
     *
     * @param a the matrix, float64, finite, of magnitudes whose squares are; <b>destroyed</b>, its memory is worked in
     * @param gram n x n float64 for the Gram matrix, n = min(rows, cols) &ge; 1
     * @param vectors 2 x n float64
     * @param words of the start vectors
     */
    public CertifiedTop(Matrix a, Matrix gram, Matrix vectors, GramRoutines routines, int threads, RandomWords words) {
        int n = a.rank();
        this.gram = gram;
        this.work = new Matrix(a.segment(), n, n, a.precision());
        this.routines = routines;
        this.threads = threads;
        this.words = words;
        this.x = vectors.elements(0, n);
        this.y = vectors.elements(n, n);
        this.longer = Math.max(a.rows(), a.cols());
        routines.gram(a, gram, threads);
        this.trace = traceOf(gram);
        this.process = new Lanczos(this::multiply, n, List.of(), words);
    }

    /** Most steps before giving up, an upper bound of the basis vectors that are held. */
    public static int maxSteps(int n) {
        return 100 + n / 4;
    }

    /** Sum of all eigenvalues. */
    public double trace() {
        return trace;
    }

    /** The largest eigenvalues found so far, descending. */
    public double[] values() {
        return pairs.stream().mapToDouble(Pair::value).toArray();
    }

    /** Cholesky factorisations so far. */
    public int factorisations() {
        return factorisations;
    }

    /** Steps of Lanczos' process so far. */
    public int steps() {
        return steps;
    }

    /** Whether {@link #values} holds all eigenvalues above the bound; if not, looks for more. */
    public Verdict isComplete(double bound) {
        shift = bound - allowance(bound);
        if (!(shift > 0)) {
            return Verdict.UNRESOLVED;
        }
        fillShifted();
        factorisations++;
        factored = routines.factor(work, threads);
        if (factored) {
            return Verdict.COMPLETE;
        }
        return search(shift) ? Verdict.FOUND_MORE : Verdict.UNRESOLVED;
    }

    /**
     * The largest eigenvalue, after {@link #isComplete} has said {@link Verdict#COMPLETE}. Without values it lies below the
     * bound and is found with the factor by inverse iteration in Lanczos' process (Ericsson and Ruhe 1980), where it stands
     * far out: a Ritz value, and so never too large; that it is not another eigenvalue's is as certain as that a random
     * vector is not orthogonal to one.
     */
    public double largest() {
        if (!pairs.isEmpty()) {
            return pairs.getFirst().value();
        }
        if (!factored) {
            throw new IllegalStateException("not complete");
        }
        Lanczos inverse = new Lanczos(this::solve, gram.rows(), List.of(), words);
        Lanczos.Ritz ritz;
        do {
            inverse.step();
            steps++;
            ritz = inverse.ritz();
        } while (!inverse.isExhausted() && ritz.residuals()[0] > CONVERGED * ritz.values()[0]);
        return shift - 1 / ritz.values()[0];
    }

    private double allowance(double bound) {
        int n = gram.rows();
        double found = pairs.stream().mapToDouble(Pair::value).sum();
        double shiftedTrace = n * bound - trace + found;
        return SLACK * UNIT * (longer * trace + (n + 1.0) * Math.max(0, shiftedTrace) + 4 * (bound + found));
    }

    /** S = shift I - G + sum theta v v', a row of the lower triangle at a time. */
    private void fillShifted() {
        int n = gram.rows();
        double[] row = new double[n];
        for (int i = 0; i < n; i++) {
            long offset = (long) i * n * Double.BYTES;
            MemorySegment.copy(gram.segment(), ValueLayout.JAVA_DOUBLE, offset, row, 0, i + 1);
            for (int j = 0; j <= i; j++) {
                row[j] = -row[j];
            }
            for (Pair pair : pairs) {
                double factor = pair.value() * pair.vector()[i];
                for (int j = 0; j <= i; j++) {
                    row[j] += factor * pair.vector()[j];
                }
            }
            row[i] += shift;
            MemorySegment.copy(row, 0, work.segment(), ValueLayout.JAVA_DOUBLE, offset, i + 1);
        }
    }

    /**
     * Goes on where the last search ended when the bound has fallen since; when it has not, what is missing is not in the
     * span of the process, and another start, orthogonal to all pairs, brings its largest value whatever that is.
     */
    private boolean search(double low) {
        if (low < searched) {
            searched = low;
            int before = pairs.size();
            if (!advance(low, false)) {
                return false;
            }
            if (pairs.size() > before) {
                return true;
            }
        }
        if (restarts++ == RESTARTS || pairs.size() >= gram.rows()) {
            return false;
        }
        lockedPairs.clear();
        lockedPairs.addAll(pairs);
        process = new Lanczos(
                this::multiply, gram.rows(), pairs.stream().map(Pair::vector).toList(), words);
        return advance(low, true);
    }

    /**
     * Steps until all Ritz values above {@code low} have converged and the next is below it by more than its residual.
     *
     * @param atLeastOne whether the largest is wanted wherever it lies
     * @return false when that takes too many steps
     */
    private boolean advance(double low, boolean atLeastOne) {
        while (true) {
            for (int k = 0; k < STRIDE && !process.isExhausted(); k++) {
                if (steps == maxSteps(gram.rows())) {
                    return false;
                }
                process.step();
                steps++;
            }
            Lanczos.Ritz ritz = process.ritz();
            int wanted = above(ritz.values(), low);
            boolean settled = allConverged(ritz, wanted)
                    && (wanted == ritz.values().length || ritz.values()[wanted] + ritz.residuals()[wanted] < low);
            if (atLeastOne && wanted == 0) {
                wanted = 1;
                settled = allConverged(ritz, 1);
            }
            if (settled || process.isExhausted()) {
                harvest(ritz, wanted);
                return true;
            }
        }
    }

    private static int above(double[] descending, double low) {
        int count = 0;
        while (count < descending.length && descending[count] > low) {
            count++;
        }
        return count;
    }

    private static boolean allConverged(Lanczos.Ritz ritz, int count) {
        for (int k = 0; k < count; k++) {
            if (ritz.residuals()[k] > CONVERGED * ritz.values()[k]) {
                return false;
            }
        }
        return true;
    }

    private void harvest(Lanczos.Ritz ritz, int count) {
        List<double[]> vectors = process.vectors(count);
        List<Pair> all = new ArrayList<>(lockedPairs);
        for (int k = 0; k < count; k++) {
            all.add(new Pair(ritz.values()[k], vectors.get(k)));
        }
        all.sort(Comparator.comparingDouble(Pair::value).reversed());
        pairs = Collections.unmodifiableList(all);
    }

    private void multiply(double[] vector, double[] image) {
        write(vector, x);
        routines.multiply(gram, x, y, threads);
        read(y, image);
    }

    private void solve(double[] vector, double[] image) {
        write(vector, x);
        routines.solve(work, x, threads);
        read(x, image);
    }

    private static void write(double[] values, Matrix vector) {
        MemorySegment.copy(values, 0, vector.segment(), ValueLayout.JAVA_DOUBLE, 0, values.length);
    }

    private static void read(Matrix vector, double[] values) {
        MemorySegment.copy(vector.segment(), ValueLayout.JAVA_DOUBLE, 0, values, 0, values.length);
    }

    private static double traceOf(Matrix gram) {
        double sum = 0;
        for (int i = 0; i < gram.rows(); i++) {
            sum += gram.get(i, i);
        }
        return sum;
    }
}
