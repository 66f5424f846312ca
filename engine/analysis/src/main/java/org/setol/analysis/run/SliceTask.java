package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.setol.models.ModelPages;
import org.setol.spectra.backend.BackendNames;
import org.setol.spectra.backend.BatchDriver;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.certified.CertifiedRoute;
import org.setol.spectra.matrix.MatrixSource;

/**
 * One matrix to decompose.
 *
 * @param row which row of the report it belongs to
 * @param slice its place among the row's tasks
 * @param source the weights
 * @param route backends to try, each with its thread budget
 * @param certified a cheaper way that ends in this route where its numbers are not certain; empty where there is none
 * @param cost estimated floating-point operations
 */
record SliceTask(int row, int slice, MatrixSource source, Route route, Optional<CertifiedRoute> certified, double cost)
        implements Task {

    /** Along the route, with nothing cheaper tried before. */
    SliceTask(int row, int slice, MatrixSource source, Route route, double cost) {
        this(row, slice, source, route, Optional.empty(), cost);
    }

    SliceTask with(CertifiedRoute changed) {
        return new SliceTask(row, slice, source, route, Optional.of(changed), cost);
    }

    /** Most memory held at a time. */
    @Override
    public long peakBytes() {
        long bytes = certified.isPresent() ? certified.get().peakBytes(source) : route.peakBytes(source);
        return bytes + source.scratchBytes();
    }

    @Override
    public boolean isWide() {
        return route.attempts().stream().anyMatch(attempt -> attempt.request().threads() > 1);
    }

    @Override
    public int deviceLanes() {
        return route.deviceLanes();
    }

    @Override
    public boolean batchesWith(Task other) {
        return other instanceof SliceTask slices && route.batchesWith(slices.route);
    }

    /** What comes of several that {@linkplain #batchesWith batch}, in their order; each has its share of the time. */
    static List<TaskOutcome> runTogether(List<SliceTask> tasks, ModelPages pages) {
        long start = System.nanoTime();
        List<TimedSource> sources = tasks.stream()
                .map(task -> new TimedSource(task.source(), pages))
                .toList();
        List<BatchDriver.Item> items = new ArrayList<>();
        for (int k = 0; k < tasks.size(); k++) {
            items.add(new BatchDriver.Item(sources.get(k), tasks.get(k).route()));
        }
        List<SpectrumOutcome> outcomes = BatchDriver.decompose(items);
        long reading = sources.stream().mapToLong(TimedSource::nanos).sum();
        long share = (System.nanoTime() - start - reading) / tasks.size();
        List<TaskOutcome> results = new ArrayList<>();
        for (int k = 0; k < tasks.size(); k++) {
            results.add(new TaskOutcome.Slice(outcomes.get(k), sources.get(k).nanos(), share));
        }
        return results;
    }

    @Override
    public boolean suitsCores() {
        return route.onProcessor().attempts().stream()
                .limit(1)
                .anyMatch(attempt -> !attempt.backend().name().equals(BackendNames.JAVA));
    }

    @Override
    public SliceTask onProcessor() {
        return new SliceTask(row, slice, source, route.onProcessor(), certified, cost);
    }

    @Override
    public TaskOutcome.Slice run(ModelPages pages) {
        TimedSource timed = new TimedSource(source, pages);
        long start = System.nanoTime();
        SpectrumOutcome outcome =
                certified.isPresent() ? certified.get().decompose(timed) : SpectrumDriver.decompose(timed, route);
        long total = System.nanoTime() - start;
        return new TaskOutcome.Slice(outcome, timed.nanos(), total - timed.nanos());
    }

    @Override
    public TaskOutcome refused(String why) {
        return new TaskOutcome.Slice(new SpectrumFailure(SpectrumFailure.Reason.NO_BACKEND, why), 0, 0);
    }
}
