package org.setol.bindings.lapack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** What the LAPACK backends share: the library, its threads, workspaces, and what {@code info} means. */
abstract sealed class LapackBackend implements SpectrumBackend
        permits LapackBandBackend, LapackGesddBackend, LapackGesvdBackend, LapackGramBackend {

    /** Columns that a blocked LAPACK reduction handles at a time are at most this many; workspaces grow with them. */
    static final long LARGEST_BLOCK = 128;

    private static final long ALIGNMENT = 64;

    @Override
    public final BackendStatus status() {
        return OpenBlas.status();
    }

    /** LAPACK counts in 32-bit integers: the square of the shorter side must be one. */
    @Override
    public boolean accepts(SpectrumRequest request) {
        return (long) request.rank() * request.rank() <= Integer.MAX_VALUE;
    }

    /** Of backward stable routines: all but the Gram matrix's. */
    @Override
    public double noiseFloor(SpectrumRequest request) {
        return Math.max(request.rows(), request.cols()) * request.precision().epsilon();
    }

    @Override
    public final SpectrumOutcome singularValues(Matrix a, SpectrumRequest request) {
        OpenBlas.requireAvailable();
        requireAsRequested(a, request);
        if (request.rank() == 0) {
            return SpectrumResult.unchecked(new double[0], name(), "none", request);
        }
        try (Arena arena = Arena.ofConfined()) {
            Workspace workspace = new Workspace(arena, request.precision());
            return BlasThreads.with(request.threads(), () -> decompose(a, request, workspace));
        }
    }

    static void requireAsRequested(Matrix a, SpectrumRequest request) {
        if (a.rows() != request.rows() || a.cols() != request.cols() || a.precision() != request.precision()) {
            throw new IllegalArgumentException("matrix is " + a.rows() + " x " + a.cols() + " "
                    + a.precision().label() + ", request " + request);
        }
    }

    /** The values of a matrix with at least one element. */
    abstract SpectrumOutcome decompose(Matrix a, SpectrumRequest request, Workspace workspace);

    /** Arrays for one decomposition, released with its arena. */
    record Workspace(Arena arena, Precision precision) {

        MemorySegment numbers(long count) {
            return arena.allocate(count * precision.bytes(), ALIGNMENT);
        }

        MemorySegment doubles(long count) {
            return arena.allocate(count * Double.BYTES, ALIGNMENT);
        }

        MemorySegment ints(long count) {
            return arena.allocate(count * Integer.BYTES, ALIGNMENT);
        }
    }

    /** The best workspace size that a query left in work[0]; float32 rounds it, perhaps down. */
    static int queriedSize(Routines routines, MemorySegment query) {
        double size = routines.get(query, 0);
        return Math.toIntExact((long) Math.ceil(size * (1 + Precision.FLOAT32.epsilon())));
    }

    /** Throws when LAPACK rejects an argument: our mistake, whatever the weights. */
    static void requireArgumentsAccepted(int info, String routine) {
        if (info < 0) {
            throw new IllegalStateException(routine + " rejects argument " + -info);
        }
    }

    static SpectrumFailure notConverged(int info, String routine) {
        return new SpectrumFailure(
                SpectrumFailure.Reason.NOT_CONVERGED, routine + " did not converge (info = " + info + ")");
    }

    /** The last {@code count} steps of a descending vector, turned round. */
    static double[] ascending(Routines routines, MemorySegment descending, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = routines.get(descending, count - 1L - i);
        }
        return values;
    }
}
