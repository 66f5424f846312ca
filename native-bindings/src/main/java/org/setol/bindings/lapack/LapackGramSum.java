package org.setol.bindings.lapack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.setol.bindings.lapack.LapackBackend.Workspace;
import org.setol.spectra.backend.GramSum;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.Uncertainty;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * A Gram matrix added up by BLAS {@code syrk}, panel by panel, and decomposed by {@link LapackGramBackend}. Where directions may be
 * asked for it is reduced in one stage, whose reflectors are kept and whose errors are bounded; of a very long float32 matrix as a
 * {@link LongGram}.
 */
final class LapackGramSum implements GramSum {

    /**
     * In square matrices, or nearly so, the smallest value is noise in the Gram matrix, and so is its vector: a direction is
     * sought where the longer side is longer than this times the shorter.
     */
    private static final double LEAST_ASPECT = 1.1;

    private final LapackGramBackend backend;
    private final SpectrumRequest request;
    private final int exponent;
    private final Arena arena = Arena.ofConfined();
    private final Workspace workspace;
    private final Routines routines;
    private final MemorySegment gram;
    private final Optional<LongGram> longGram;
    private final Optional<GramDiagonal> diagonal;
    private final Optional<EqualMagnitudes> magnitudes;
    private Optional<SytrdReduction> reduction = Optional.empty();

    LapackGramSum(LapackGramBackend backend, SpectrumRequest request, int exponent) {
        this.backend = backend;
        this.request = request;
        this.exponent = exponent;
        this.workspace = new Workspace(arena, sumPrecision(request));
        this.routines = Routines.of(request.precision());
        this.gram = workspace.numbers((long) request.rank() * request.rank());
        this.longGram =
                LongGram.suits(request) ? Optional.of(new LongGram(request.rank(), workspace, gram)) : Optional.empty();
        this.diagonal = request.precision() == Precision.FLOAT32
                ? Optional.of(new GramDiagonal(request.rank()))
                : Optional.empty();
        this.magnitudes = isBounded(request) ? Optional.of(new EqualMagnitudes(request.rank())) : Optional.empty();
    }

    /** Whether the result tells where its eigenvalues are. */
    static boolean isBounded(SpectrumRequest request) {
        return request.directions() > 0 && request.precision() == Precision.FLOAT32;
    }

    /** That of the Gram matrix and its reduction. */
    private static Precision sumPrecision(SpectrumRequest request) {
        return LongGram.suits(request) ? Precision.FLOAT64 : request.precision();
    }

    @Override
    public void add(Matrix panel) {
        boolean tall = request.rows() >= request.cols();
        int n = tall ? panel.cols() : panel.rows();
        int k = tall ? panel.rows() : panel.cols();
        if (n != request.rank() || panel.precision() != request.precision()) {
            throw new IllegalArgumentException("panel is " + panel.rows() + " x " + panel.cols() + " "
                    + panel.precision().label() + ", request " + request);
        }
        BlasThreads.with(request.threads(), () -> {
            PowerOfTwo.multiply(panel, routines, exponent);
            // Column-major, the panel is its transpose: see LapackGramBackend.formGram.
            longGram.ifPresentOrElse(
                    sums -> sums.add(panel, tall),
                    () -> routines.syrk(!tall, n, k, panel.segment(), panel.cols(), 1, gram));
            diagonal.ifPresent(sums -> sums.add(panel, tall));
            magnitudes.ifPresent(seen -> seen.add(panel, tall));
            return gram;
        });
    }

    /** Bytes that a sum with directions holds, an upper bound. */
    static long workspaceBytes(SpectrumRequest request) {
        int n = request.rank();
        Precision precision = sumPrecision(request);
        long matrices = isSmallestSought(request) ? 2 : 1;
        long parts = LongGram.suits(request) ? LongGram.bytes(n) : 0;
        long values = new SytrdEigenvalues(request.threads()).workspaceBytes(n, precision);
        return matrices * n * n * precision.bytes()
                + parts
                + values
                + SytrdReduction.vectorBytes(n, request.directions(), precision)
                + 3L * n * Double.BYTES
                + 1024;
    }

    private static boolean isSmallestSought(SpectrumRequest request) {
        int longer = Math.max(request.rows(), request.cols());
        return isBounded(request) && longer > request.rank() * LEAST_ASPECT;
    }

    @Override
    public SpectrumOutcome singularValues() {
        longGram.ifPresent(LongGram::flush);
        diagonal.ifPresent(sums -> sums.writeTo(gram, workspace.precision()));
        return BlasThreads.with(
                request.threads(),
                () -> request.directions() > 0 ? reduced() : backend.fromGram(gram, exponent, request, workspace));
    }

    private SpectrumOutcome reduced() {
        boolean sought = isSmallestSought(request);
        MemorySegment copy = workspace.numbers(sought ? (long) request.rank() * request.rank() : 0);
        MemorySegment.copy(gram, 0, copy, 0, copy.byteSize());
        SytrdReduction found = SytrdReduction.of(request.rank(), gram, workspace);
        reduction = Optional.of(found);
        SpectrumOutcome outcome = backend.fromEigenvalues(
                new SytrdEigenvalues(request.threads()).of(found, workspace), exponent, request);
        if (!(outcome instanceof SpectrumResult result && isBounded(request))) {
            return outcome;
        }
        SpectrumResult bounded = result.withUncertainty(uncertainty(result.singularValues()));
        return sought ? withSmallest(bounded, copy) : bounded;
    }

    private Uncertainty uncertainty(double[] sigma) {
        double[] squares = Arrays.stream(sigma).map(s -> s * s).toArray();
        double alike = Math.scalb(diagonal.orElseThrow().traceOf(magnitudes.orElseThrow()), -2 * exponent);
        int longer = Math.max(request.rows(), request.cols());
        return longGram.isPresent()
                ? Uncertainty.ofLongGram(squares, alike)
                : Uncertainty.ofFloat32Gram(squares, longer, alike);
    }

    private SpectrumResult withSmallest(SpectrumResult result, MemorySegment copy) {
        Uncertainty uncertainty = result.uncertainty().orElseThrow();
        double smallest = result.singularValues()[0];
        double[] direction = SmallestDirection.of(
                copy,
                request.rank(),
                workspace.precision(),
                Math.scalb(smallest * smallest, 2 * exponent),
                Math.scalb(uncertainty.bound(), 2 * exponent));
        return result.withUncertainty(uncertainty.withDirection(direction));
    }

    @Override
    public Optional<Matrix> directions(int from, Arena owner) {
        return reduction.flatMap(found -> BlasThreads.with(request.threads(), () -> found.vectors(from, owner)));
    }

    @Override
    public void close() {
        arena.close();
    }
}
