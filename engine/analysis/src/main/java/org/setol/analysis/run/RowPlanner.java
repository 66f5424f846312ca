package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.PrecisionChoice;
import org.setol.analysis.report.LayerIdentity;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.BackendNames;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.backend.GramRoutines;
import org.setol.spectra.backend.JavaGramRoutines;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.PanelBackend;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SmallestValues;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.VectorBackends;
import org.setol.spectra.certified.CertifiedRoute;
import org.setol.spectra.certified.SpectrumCertificate;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.Farms;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.Randomised;
import org.setol.spectra.source.PermutedSource;
import org.setol.spectra.source.WindowGrid;

/**
 * Plans single rows.
 *
 * @param options what is asked
 * @param selector what can compute it
 * @param shares how many threads each matrix gets
 * @param routines what searches for traps without whole spectra, when that is asked for
 * @param vectors what computes vectors; none when they are not asked for
 * @param products what refines the largest values that float32 leaves open
 * @param smallest what settles the smallest ones
 */
record RowPlanner(
        AnalysisOptions options,
        BackendSelector selector,
        ThreadShares shares,
        Optional<GramRoutines> routines,
        VectorBackends vectors,
        MatrixProducts products,
        Optional<SmallestValues> smallest) {

    /**
     * Eigenvalues from which a float32 attempt, its certificate and the smallest value cost less than the float64 Gram
     * matrix, where the longer side is at least {@link #LEAST_ASPECT} times as long. In square matrices they cost more, as
     * their smallest values take a factorisation (benchmarks/NOTES.md, entry 16).
     */
    private static final int LEAST_CERTIFIED = 1024;

    private static final int LEAST_ASPECT = 2;

    /** With the routines that the options ask for. */
    static RowPlanner of(AnalysisOptions options, BackendSelector selector, ThreadShares shares) {
        boolean withVectors = options.metrics().wants(Extra.VECTORS);
        VectorBackends vectors = withVectors ? VectorBackends.load() : new VectorBackends(List.of());
        return new RowPlanner(
                options, selector, shares, routines(options), vectors, MatrixProducts.best(), SmallestValues.find());
    }

    private static Optional<GramRoutines> routines(AnalysisOptions options) {
        if (!options.metrics().wants(Extra.TRAPS_FAST)) {
            return Optional.empty();
        }
        if (options.metrics().mode() != MetricsMode.CORRECTED) {
            throw new IllegalArgumentException(
                    "traps fast needs corrected mode: the compat edge is fitted to whole spectra");
        }
        boolean java = options.backend().filter(BackendNames.JAVA::equals).isPresent();
        return Optional.of(java ? new JavaGramRoutines() : GramRoutines.fastest());
    }

    /**
     * A row of the report.
     *
     * @param row its place in the report
     * @param subject what it is about
     */
    RowPlan row(int row, RowSubject subject) {
        LayerIdentity identity = subject.identity();
        ConvolutionNorm norm = subject.norm();
        List<MatrixSource> sources = new ArrayList<>();
        for (MatrixSource matrix : subject.matrices()) {
            sources.add(norm.apply(matrix));
        }
        List<Task> own = new ArrayList<>();
        for (MatrixSource source : sources) {
            SliceTask task = task(row, own.size(), source, options.precision().accuracy(), sources.size());
            own.add(own(sources.size() == 1 ? certified(task, subject) : task));
        }
        List<Task> permuted = new ArrayList<>();
        for (int replica = 0; replica < replicas(sources); replica++) {
            for (int k = 0; k < sources.size(); k++) {
                long stream = PermutedSource.stream(identity.layerId(), subject.first() + k, replica);
                PermutedSource source =
                        new PermutedSource(sources.get(k), options.metrics().seed(), stream);
                permuted.add(permuted(row, own.size() + permuted.size(), source));
            }
        }
        WindowGrid grid =
                Farms.grid(identity.rows(), identity.cols(), options.metrics().farms());
        List<SliceTask> windows = new ArrayList<>();
        if (options.metrics().wants(Extra.FARMS)) {
            for (MatrixSource slice : subject.matrices()) {
                for (MatrixSource window : grid(slice).over(slice)) {
                    int place = own.size() + permuted.size() + windows.size();
                    windows.add(task(
                            row, place, norm.apply(window), options.precision().accuracy(), grid.count()));
                }
            }
        }
        return new RowPlan(
                identity, subject.scale(), subject.reading(), own, permuted, windows, grid, subject.refusal());
    }

    /** With the float32 attempt where the row's numbers can be certified and it is worth while. */
    private SliceTask certified(SliceTask task, RowSubject subject) {
        MatrixSource source = task.source();
        boolean asked = options.precision() == PrecisionChoice.AUTO
                && options.backend().isEmpty()
                && SpectrumCertificate.covers(options.metrics());
        boolean suits = source.elementType().isFloating()
                && source.elementType() != ElementType.FLOAT64
                && subject.scale() == 1
                && subject.reading().equals(Reading.ALL)
                && paysInFloat32(source);
        if (!asked || !suits) {
            return task;
        }
        SpectrumRequest request = CertifiedRoute.request(
                source.rows(), source.cols(), request(source).threads());
        return bounded(request)
                .map(backend ->
                        new CertifiedRoute(backend, request, products, smallest, options.metrics(), task.route()))
                .filter(route -> route.peakBytes(source) <= options.matrixBytes() - source.scratchBytes())
                .map(task::with)
                .orElse(task);
    }

    /** What is first on the route, when its results carry a bound of their errors: only this backend's do. */
    private Optional<PanelBackend> bounded(SpectrumRequest request) {
        return selector.route(options.precision().route(), Accuracy.FAST, request).attempts().stream()
                .limit(1)
                .map(Route.Attempt::backend)
                .filter(backend -> backend.name().equals(BackendNames.LAPACK_GRAM))
                .filter(PanelBackend.class::isInstance)
                .map(PanelBackend.class::cast)
                .findFirst();
    }

    private static boolean paysInFloat32(MatrixSource source) {
        int shorter = Math.min(source.rows(), source.cols());
        return shorter >= LEAST_CERTIFIED && Math.max(source.rows(), source.cols()) / shorter >= LEAST_ASPECT;
    }

    /** With vectors where they are asked for and there is memory for them. */
    private Task own(SliceTask values) {
        if (!options.metrics().wants(Extra.VECTORS)) {
            return values;
        }
        SpectrumRequest request = request(values.source());
        VectorTask task = new VectorTask(
                values, vectors.route(choice(), options.precision().accuracy(), request));
        return MemoryGate.of(options)
                .refusal(task.peakBytes())
                .<Task>map(why -> new ValuesOnlyTask(values, why))
                .orElse(task);
    }

    private WindowGrid grid(MatrixSource slice) {
        return Farms.grid(slice.rows(), slice.cols(), options.metrics().farms());
    }

    /** The smallest values of a permuted matrix are noise whatever the route: no second attempt for them. */
    private Task permuted(int row, int slice, PermutedSource source) {
        SliceTask full = task(row, slice, source, Accuracy.FAST, 1);
        return routines.isPresent()
                ? new TrapTask(full, source, routines.get(), shares.of(source.rows(), source.cols()))
                : full;
    }

    private int replicas(List<MatrixSource> sources) {
        if (!options.metrics().wants(Extra.RANDOMIZE)) {
            return 0;
        }
        return Randomised.replicas(sources.stream()
                .mapToInt(source -> Math.min(source.rows(), source.cols()))
                .sum());
    }

    /** One of {@code alike} equal matrices of a row. */
    private SliceTask task(int row, int slice, MatrixSource source, Accuracy accuracy, int alike) {
        Route route = selector.route(choice(), accuracy, request(source), alike)
                .within(options.matrixBytes() - source.scratchBytes(), source);
        return new SliceTask(row, slice, source, route, flops(source.rows(), source.cols()));
    }

    private SpectrumRequest request(MatrixSource source) {
        int threads = shares.of(source.rows(), source.cols());
        return new SpectrumRequest(
                source.rows(), source.cols(), options.precision().precision(), threads);
    }

    private BackendChoice choice() {
        return options.backend()
                .<BackendChoice>map(BackendChoice.Forced::new)
                .orElse(options.precision().route());
    }

    /** Operations of the Gram route: rows cols min for syrk, 4/3 min^3 for the tridiagonal reduction. */
    static double flops(int rows, int cols) {
        double min = Math.min(rows, cols);
        return rows * (double) cols * min + 4.0 / 3 * min * min * min;
    }
}
