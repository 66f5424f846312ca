package org.setol.spectra.metrics;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.Collectors;
import org.setol.spectra.backend.FrobeniusNorm;
import org.setol.spectra.backend.GramRoutines;
import org.setol.spectra.backend.NonFiniteWeights;
import org.setol.spectra.backend.WeightScan;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.random.RandomWords;
import org.setol.spectra.top.CertifiedTop;

/**
 * The correlation traps of one permuted matrix without its whole spectrum: those of {@link MetricsMode#CORRECTED}, whose
 * edge follows from the variance of the elements. In float64 whatever the precision of the run, which the proof that
 * none is missing needs; see {@link CertifiedTop}.
 */
public sealed interface TrapSearch {

    /**
     * Found and proved.
     *
     * @param largest the largest eigenvalue
     * @param traps what exceeds the edge, the largest first
     * @param certificate how it is known that none is missing
     */
    record Found(double largest, List<Trap> traps, Certificate certificate) implements TrapSearch {
        public Found {
            traps = List.copyOf(traps);
        }
    }

    /**
     * A proof that no trap is missing, and what it took.
     *
     * @param method e.g. {@code Cholesky (lapack)}
     * @param factorisations Cholesky's, of the Gram matrix shifted
     * @param steps Lanczos'
     */
    record Certificate(String method, int factorisations, int steps) {

        /** By looking at all eigenvalues, or at a matrix that needs no looking at. */
        static Certificate without(String method) {
            return new Certificate(method, 0, 0);
        }

        /** One for several matrices. */
        static Certificate of(List<Certificate> several) {
            return new Certificate(
                    several.stream().map(Certificate::method).distinct().collect(Collectors.joining(" + ")),
                    several.stream().mapToInt(Certificate::factorisations).sum(),
                    several.stream().mapToInt(Certificate::steps).sum());
        }

        /** {@code Cholesky (lapack): 1 factorisation, 18 Lanczos steps}. */
        public String describe() {
            return factorisations == 0
                    ? method
                    : method + ": " + factorisations + (factorisations == 1 ? " factorisation, " : " factorisations, ")
                            + steps + (steps == 1 ? " Lanczos step" : " Lanczos steps");
        }
    }

    /** The matrix has to be decomposed in full, and why. */
    record Unresolved(String reason) implements TrapSearch {}

    /** There is nothing to find, and why: weights that are not numbers. */
    record Failed(String reason) implements TrapSearch {}

    /** Sums of squares of elements below 2^300 and above 2^-300 are normal; others are scaled by a power of two. */
    int COMFORTABLE_EXPONENT = 300;

    /** Bytes held meanwhile: the matrix, its Gram matrix and the vectors of Lanczos' process. */
    static long peakBytes(int rows, int cols) {
        long n = Math.min(rows, cols);
        return Double.BYTES * ((long) rows * cols + n * n + n * (CertifiedTop.maxSteps((int) n) + 8));
    }

    /**
     * Searches.
     *
     * @param permuted the matrix, its elements permuted; at least one
     * @param routines what computes
     * @param threads that may be used
     * @param words of the start vectors
     */
    static TrapSearch of(MatrixSource permuted, GramRoutines routines, int threads, RandomWords words) {
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, permuted.rows(), permuted.cols(), Precision.FLOAT64);
            permuted.copyTo(matrix);
            return switch (WeightScan.of(matrix)) {
                case NonFiniteWeights weights -> new Failed(weights.describe());
                case FrobeniusNorm norm ->
                    norm.value() == 0
                            ? new Found(0, List.of(), Certificate.without("all weights are zero"))
                            : search(matrix, norm, arena, routines, threads, words);
            };
        }
    }

    private static TrapSearch search(
            Matrix matrix, FrobeniusNorm norm, Arena arena, GramRoutines routines, int threads, RandomWords words) {
        int exponent = scale(matrix, norm);
        int n = matrix.rank();
        Matrix gram = Matrix.allocate(arena, n, n, Precision.FLOAT64);
        Matrix vectors = Matrix.allocate(arena, 2, n, Precision.FLOAT64);
        int longer = Math.max(matrix.rows(), matrix.cols());
        CertifiedTop top = new CertifiedTop(matrix, gram, vectors, routines, threads, words);
        return unscaled(search(top, longer, n, routines.name()), -2 * exponent);
    }

    /**
     * The same from all eigenvalues of the matrix: the reference, and the way out of {@link Unresolved}.
     *
     * @param eigenvalues min(rows, cols) of them, ascending
     * @param why for the certificate
     */
    static Found reference(double[] eigenvalues, int rows, int cols, String why) {
        int longer = Math.max(rows, cols);
        Traps.Verdict verdict = Traps.aboveNoise(Traps.Top.of(eigenvalues), longer, eigenvalues.length);
        return new Found(eigenvalues[eigenvalues.length - 1], verdict.traps(), Certificate.without(why));
    }

    private static TrapSearch search(CertifiedTop top, int rows, int cols, String routines) {
        while (true) {
            Traps.Verdict verdict = Traps.aboveNoise(new Known(top.values(), top.trace()), rows, cols);
            switch (verdict.edge() == Double.POSITIVE_INFINITY ? lone(top) : top.isComplete(verdict.edge())) {
                case COMPLETE -> {
                    double largest = top.largest();
                    Certificate proof =
                            new Certificate("Cholesky (" + routines + ")", top.factorisations(), top.steps());
                    return new Found(largest, verdict.traps(), proof);
                }
                case UNRESOLVED -> {
                    return new Unresolved("eigenvalues too many or too near each other for Lanczos");
                }
                case FOUND_MORE -> {}
            }
        }
    }

    /** A matrix of one row and one column has no traps; its eigenvalue is the trace. */
    private static CertifiedTop.Verdict lone(CertifiedTop top) {
        return top.isComplete(2 * top.trace());
    }

    /** What {@link CertifiedTop} knows. */
    record Known(double[] descending, double sum) implements Traps.Top {

        @Override
        public int known() {
            return descending.length;
        }

        @Override
        public double value(int k) {
            return descending[k];
        }

        @Override
        public double sumWithout(int count) {
            double rest = sum;
            for (int k = 0; k < count; k++) {
                rest -= descending[k];
            }
            return Math.max(0, rest);
        }
    }

    /** Brings the norm near 1 where squares could leave the range; returns the exponent of the factor. */
    private static int scale(Matrix matrix, FrobeniusNorm norm) {
        int exponent = -Math.getExponent(Math.min(norm.value(), Double.MAX_VALUE));
        if (Math.abs(exponent) <= COMFORTABLE_EXPONENT) {
            return 0;
        }
        MemorySegment elements = matrix.segment();
        for (long k = 0; k < matrix.size(); k++) {
            double value = elements.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
            elements.setAtIndex(ValueLayout.JAVA_DOUBLE, k, Math.scalb(value, exponent));
        }
        return exponent;
    }

    private static TrapSearch unscaled(TrapSearch search, int exponent) {
        if (exponent == 0 || !(search instanceof Found found)) {
            return search;
        }
        List<Trap> traps = found.traps().stream()
                .map(trap -> new Trap(
                        Math.scalb(trap.eigenvalue(), exponent), Math.scalb(trap.edge(), exponent), trap.excess()))
                .toList();
        return new Found(Math.scalb(found.largest(), exponent), traps, found.certificate());
    }
}
