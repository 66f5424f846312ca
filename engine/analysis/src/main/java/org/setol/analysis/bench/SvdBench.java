package org.setol.analysis.bench;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.FlopReference;
import org.setol.spectra.backend.SpectrumBackend;
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
     * Runs it all, shape by shape.
     *
     * @param begun is told of each cell before it is measured
     * @throws org.setol.spectra.backend.BackendUnavailableException when there is no backend of such a name
     * @throws IllegalStateException when a backend's answer is wrong
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

    private SvdTiming.Timed timed(SpectrumWorkload workload, FlopReference reference) {
        SpectrumRequest request = workload.request();
        double before = reference.gflops(request.precision(), threads, REFERENCE_BUDGET);
        SpectrumResult result = workload.decompose();
        double[] seconds = seconds(workload);
        double after = reference.gflops(request.precision(), threads, REFERENCE_BUDGET);
        return new SvdTiming.Timed(
                result.routine(),
                seconds.length,
                seconds[0],
                (seconds[(seconds.length - 1) / 2] + seconds[seconds.length / 2]) / 2,
                workload.gigaflops() / seconds[0],
                SpectrumWorkload.limitGigaflops(request) / Math.max(before, after),
                result.residual());
    }

    /** Of each run, ascending. */
    private double[] seconds(SpectrumWorkload workload) {
        List<Double> seconds = new ArrayList<>();
        long end = System.nanoTime() + budget.toNanos();
        do {
            long start = System.nanoTime();
            workload.decompose();
            seconds.add((System.nanoTime() - start) * NANO);
        } while (System.nanoTime() < end);
        double[] ascending = seconds.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(ascending);
        return ascending;
    }
}
