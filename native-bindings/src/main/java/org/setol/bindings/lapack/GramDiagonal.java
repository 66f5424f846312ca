package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * The diagonal of a float32 Gram matrix, summed in float64. Squares add up to large sums whose rounding errors can all go one way:
 * those of {@code ssyrk} came to 53 eps lambda_max where one large element meets many equal ones, where the sums beside
 * the diagonal, of products of both signs, come to about one (benchmarks/NOTES.md, entry 35). One more pass over a panel
 * in the cache.
 */
final class GramDiagonal {

    private final double[] squares;

    /** Of a Gram matrix of this side. */
    GramDiagonal(int n) {
        squares = new double[n];
    }

    /**
     * Adds a panel's part.
     *
     * @param panel float32
     * @param tall whether the side is that of the panel's columns
     */
    void add(Matrix panel, boolean tall) {
        if (tall) {
            addRows(panel);
        } else {
            for (int i = 0; i < squares.length; i++) {
                squares[i] += Kernels.sumOfSquares(panel.elements((long) i * panel.cols(), panel.cols()));
            }
        }
    }

    private void addRows(Matrix panel) {
        float[] row = new float[squares.length];
        for (int i = 0; i < panel.rows(); i++) {
            long from = (long) i * row.length * Float.BYTES;
            MemorySegment.copy(panel.segment(), ValueLayout.JAVA_FLOAT, from, row, 0, row.length);
            addSquares(row, squares);
        }
    }

    private static void addSquares(float[] row, double[] squares) {
        for (int j = 0; j < squares.length; j++) {
            double x = row[j];
            squares[j] += x * x;
        }
    }

    /** The part of the trace that is of columns with few magnitudes. */
    double traceOf(EqualMagnitudes magnitudes) {
        double trace = 0;
        for (int i = 0; i < squares.length; i++) {
            trace += magnitudes.areFew(i) ? squares[i] : 0;
        }
        return trace;
    }

    /** Puts it in its place, in a Gram matrix in that precision. */
    void writeTo(MemorySegment gram, Precision precision) {
        Routines routines = Routines.of(precision);
        for (int i = 0; i < squares.length; i++) {
            routines.set(gram, i * (squares.length + 1L), squares[i]);
        }
    }

    /** Rewrites the diagonal of {@link LapackGramBackend#formGram}, where it is in float32. */
    static void refine(Matrix a, MemorySegment gram) {
        if (a.precision() == Precision.FLOAT32) {
            GramDiagonal diagonal = new GramDiagonal(a.rank());
            diagonal.add(a, a.rows() > a.cols());
            diagonal.writeTo(gram, Precision.FLOAT32);
        }
    }
}
