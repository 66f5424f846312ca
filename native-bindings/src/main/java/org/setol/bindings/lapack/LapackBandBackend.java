package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.backend.BackendNames;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.band.BidiagonalChase;
import org.setol.spectra.band.UpperBandLayout;
import org.setol.spectra.kernels.ChaseKernels;
import org.setol.spectra.matrix.Matrix;

/**
 * Bidiagonalisation in two stages: {@link UpperBandReduction} at nearly the speed of matrix multiplication, {@link BidiagonalChase} on
 * a band that fits the cache, in float64 whatever the precision, and dqds by LAPACK {@code dbdsqr}. Backward stable, as {@link
 * LapackGesddBackend gesdd}, half of whose operations run at the speed of memory; and done early where the rank is low.
 */
public final class LapackBandBackend extends LapackBackend {

    /** Columns of a panel, and of the band: benchmarks/NOTES.md, entry 40. */
    private static final int WIDTH = 64;

    @Override
    public String name() {
        return BackendNames.LAPACK_BAND;
    }

    @Override
    public long workspaceBytes(SpectrumRequest request) {
        int longer = Math.max(request.rows(), request.cols());
        long n = request.rank();
        long band = (n + 3L * WIDTH) * 3 * WIDTH;
        return UpperBandReduction.workspaceNumbers(longer, WIDTH)
                        * request.precision().bytes()
                + (band + 7 * n) * Double.BYTES
                + 1024;
    }

    /** QR first where a side is longer; 8/3 n^3 from there. */
    @Override
    public double flops(SpectrumRequest request) {
        double m = Math.max(request.rows(), request.cols());
        double n = request.rank();
        return m == n ? 8.0 / 3 * n * n * n : 2 * m * n * n + 2 * n * n * n;
    }

    @Override
    SpectrumOutcome decompose(Matrix a, SpectrumRequest request, Workspace workspace) {
        Routines routines = Routines.of(a.precision());
        int exponent = PowerOfTwo.normalise(a, routines);
        // Column-major, the matrix is its transpose.
        int order = new UpperBandReduction(a.cols(), a.rows(), WIDTH, a.segment(), workspace).run();
        double[] values = new double[a.rank()];
        int info = order == 0 ? 0 : fill(values, a, order, request.threads(), workspace);
        if (info > 0) {
            return notConverged(info, "dbdsqr");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.scalb(values[i], -exponent);
        }
        String route = routines.name("geqrt") + "+band" + (order < a.rank() ? "+stop" : "") + "+chase+dbdsqr";
        return SpectrumResult.unchecked(values, name(), route, request);
    }

    /** The singular values of the band in the first {@code order} rows and columns, ascending, to the end of {@code values}. Returns info. */
    private static int fill(double[] values, Matrix a, int order, int threads, Workspace workspace) {
        UpperBandLayout layout = new UpperBandLayout(order, WIDTH);
        double[] band = band(a, layout);
        BidiagonalChase.run(ChaseKernels.doubles(), ChaseKernels.rows(), layout, band, threads);
        MemorySegment diagonal = workspace.doubles(order);
        MemorySegment beside = workspace.doubles(order);
        for (int i = 0; i < order; i++) {
            diagonal.setAtIndex(ValueLayout.JAVA_DOUBLE, i, band[layout.at(i, i)]);
            beside.setAtIndex(ValueLayout.JAVA_DOUBLE, i, i + 1 < order ? band[layout.at(i, i + 1)] : 0);
        }
        int info = DoubleRoutines.bdsqr(order, diagonal, beside, workspace.doubles(4L * order));
        requireArgumentsAccepted(info, "dbdsqr");
        for (int i = 0; i < order; i++) {
            values[values.length - 1 - i] = diagonal.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
        }
        return info;
    }

    private static double[] band(Matrix a, UpperBandLayout layout) {
        double[] band = new double[layout.length()];
        // Row-major, the transpose is lower.
        for (int column = 0; column < layout.n(); column++) {
            for (int row = Math.max(0, column - WIDTH); row <= column; row++) {
                band[layout.at(row, column)] = a.get(column, row);
            }
        }
        return band;
    }
}
