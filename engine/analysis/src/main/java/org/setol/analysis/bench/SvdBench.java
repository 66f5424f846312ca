package org.setol.analysis.bench;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.FlopReference;
import org.setol.spectra.backend.Rate;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.matrix.Precision;

/**
 * Times backends on planted matrices, in one process, each beside the rate of matrix multiplication at that moment: on a
 * busy machine ratios hold where seconds do not.
 *
 * @param shapes of the matrices
 * @param precisions of storage and computation
 * @param backends by name; those that cannot run say so in their cells
 * @param threads for each decomposition
 * @param budget about how long one cell measures; one run is timed whatever it takes
 */
public record SvdBench(
        List<Shape> shapes, List<Precision> precisions, List<String> backends, int threads, Duration budget) {

    private static final Duration REFERENCE_BUDGET = Duration.ofMillis(300);
    private static final double NANO = 1e-9;

    public SvdBench {
        shapes = List.copyOf(shapes);
        precisions = List.copyOf(precisions);
        backends = List.copyOf(backends);
    }

    /**
     * Runs it all, shape by shape. A backend that fails, or whose answer is wrong, has the reason in its cell.
     *
     * @param begun is told of each cell before it is measured
     * @throws org.setol.spectra.backend.BackendUnavailableException when there is no backend of such a name
     */
    public List<SvdTiming> run(BackendRegistry registry, Consumer<String> begun) {
        List<SvdTiming> timings = new ArrayList<>();
        for (Shape shape : shapes) {
            for (Precision precision : precisions) {
                try (Arena arena = Arena.ofShared()) {
                    PlantedMatrix matrix = PlantedMatrix.of(arena, shape, precision);
                    for (String name : backends) {
                        begun.accept(shape + " " + precision.label() + " " + name);
                        SvdTiming.Outcome outcome = outcome(registry, name, matrix, shape, precision);
                        timings.add(new SvdTiming(shape, precision, name, outcome));
                    }
                }
            }
        }
        return timings;
    }

    private SvdTiming.Outcome outcome(
            BackendRegistry registry, String name, PlantedMatrix matrix, Shape shape, Precision precision) {
        SpectrumBackend backend = registry.find(name).orElseGet(() -> registry.require(name));
        if (backend.status() instanceof BackendStatus.Unavailable unavailable) {
            return new SvdTiming.NotTimed(unavailable.reason());
        }
        SpectrumRequest request = new SpectrumRequest(shape.rows(), shape.cols(), precision, threads);
        return backend.accepts(request)
                ? timed(new SpectrumWorkload(matrix, backend, request), FlopReference.of(backend.device()))
                : new SvdTiming.NotTimed("does not take matrices of this size");
    }

    private SvdTiming.Outcome timed(SpectrumWorkload workload, FlopReference reference) {
        Precision precision = workload.request().precision();
        Rate before = reference.rate(precision, threads, REFERENCE_BUDGET);
        List<Double> seconds = new ArrayList<>();
        SpectrumOutcome last = runs(workload, seconds);
        return switch (last) {
            case SpectrumFailure failure -> new SvdTiming.NotTimed(failure.detail());
            case SpectrumResult result ->
                switch (faster(before, reference.rate(precision, threads, REFERENCE_BUDGET))) {
                    case Rate.Failed failed -> new SvdTiming.NotTimed(reference.name() + ": " + failed.reason());
                    case Rate.Measured limit -> timed(workload, result, seconds, limit.gflops());
                };
        };
    }

    /** The limit is what the machine can do at its best; of a rate that could not be measured nothing is known. */
    private static Rate faster(Rate before, Rate after) {
        return before instanceof Rate.Measured first && after instanceof Rate.Measured second
                ? new Rate.Measured(Math.max(first.gflops(), second.gflops()))
                : before instanceof Rate.Failed ? before : after;
    }

    private static SvdTiming.Timed timed(
            SpectrumWorkload workload, SpectrumResult result, List<Double> runs, double gflops) {
        double[] seconds =
                runs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new SvdTiming.Timed(
                result.routine(),
                seconds.length,
                seconds[0],
                (seconds[(seconds.length - 1) / 2] + seconds[seconds.length / 2]) / 2,
                workload.gigaflops() / seconds[0],
                SpectrumWorkload.limitGigaflops(workload.request()) / gflops,
                result.residual());
    }

    /** Adds the time of each run after the first, which warms up. Ends with a failure as soon as there is one. */
    private SpectrumOutcome runs(SpectrumWorkload workload, List<Double> seconds) {
        SpectrumOutcome outcome = workload.outcome();
        long end = System.nanoTime() + budget.toNanos();
        while (outcome instanceof SpectrumResult && (seconds.isEmpty() || System.nanoTime() < end)) {
            long start = System.nanoTime();
            outcome = workload.outcome();
            seconds.add((System.nanoTime() - start) * NANO);
        }
        return outcome;
    }
}
