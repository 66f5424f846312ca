package org.setol.spectra.backend;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;

/**
 * Takes equal matrices along their routes, whose common first attempt is a {@link BatchBackend}: that one together, what
 * does not hold then one by one along the rest by {@link SpectrumDriver}.
 */
public final class BatchDriver {

    private BatchDriver() {}

    /** The weights of one matrix and where it goes. */
    public record Item(MatrixSource source, Route route) {}

    /**
     * Singular values of each, checked, in the same order.
     *
     * @param items at least one; their routes begin with the same attempt
     */
    public static List<SpectrumOutcome> decompose(List<Item> items) {
        Route.Attempt attempt = items.getFirst().route().attempts().getFirst();
        items.forEach(item -> SpectrumDriver.requireShape(item.source(), attempt.request()));
        List<SpectrumOutcome> first = SpectrumDriver.givenUp(attempt)
                .map(failure -> Collections.<SpectrumOutcome>nCopies(items.size(), failure))
                .orElseGet(() -> together(items, attempt));
        List<SpectrumOutcome> outcomes = new ArrayList<>();
        for (int k = 0; k < items.size(); k++) {
            outcomes.add(settled(first.get(k), items.get(k), attempt));
        }
        return outcomes;
    }

    /** The common attempt; matrices that are not numbers stay out of the batch. */
    private static List<SpectrumOutcome> together(List<Item> items, Route.Attempt attempt) {
        SpectrumRequest request = attempt.request();
        try (Arena arena = Arena.ofConfined()) {
            List<Matrix> batch = new ArrayList<>();
            List<WeightScan> scans = new ArrayList<>();
            for (Item item : items) {
                Matrix matrix = Matrix.allocate(arena, request.rows(), request.cols(), request.precision());
                item.source().copyTo(matrix);
                WeightScan scan = WeightScan.of(matrix);
                scans.add(scan);
                if (scan instanceof FrobeniusNorm) {
                    batch.add(matrix);
                }
            }
            List<SpectrumOutcome> computed = ((BatchBackend) attempt.backend()).singularValues(batch, request);
            List<SpectrumOutcome> outcomes = new ArrayList<>();
            int next = 0;
            for (int k = 0; k < items.size(); k++) {
                switch (scans.get(k)) {
                    case NonFiniteWeights weights ->
                        outcomes.add(
                                SpectrumDriver.nonFinite(weights, items.get(k).source(), request.precision()));
                    case FrobeniusNorm norm ->
                        outcomes.add(SpectrumDriver.checked(computed.get(next++), request, norm));
                }
            }
            return outcomes;
        }
    }

    /** The outcome itself where it holds, else that of the rest of the route, with a note on what was first. */
    private static SpectrumOutcome settled(SpectrumOutcome outcome, Item item, Route.Attempt attempt) {
        Optional<String> why = objection(outcome, item.route().accuracy(), attempt);
        if (why.isEmpty()) {
            return outcome;
        }
        List<String> note = List.of(why.get());
        SpectrumOutcome second =
                SpectrumDriver.decompose(item.source(), item.route().rest());
        if (second instanceof SpectrumResult result) {
            return result.withNotes(
                    Stream.concat(note.stream(), result.notes().stream()).toList());
        }
        // A batch whose device was given up has not been read; these weights have, and no backend would do better.
        if (second instanceof SpectrumFailure failure
                && failure.reason() == SpectrumFailure.Reason.NON_FINITE_WEIGHTS) {
            return failure;
        }
        return outcome instanceof SpectrumResult result ? result.withNotes(note) : outcome;
    }

    private static Optional<String> objection(SpectrumOutcome outcome, Accuracy accuracy, Route.Attempt attempt) {
        double floor = attempt.noiseFloor();
        return switch (outcome) {
            case SpectrumFailure failure ->
                failure.reason() == SpectrumFailure.Reason.NON_FINITE_WEIGHTS
                        ? Optional.empty()
                        : Optional.of(attempt.label() + ": " + failure.detail());
            case SpectrumResult result ->
                accuracy == Accuracy.FAST || SpectrumDriver.isCertain(result, attempt.request(), floor)
                        ? Optional.empty()
                        : Optional.of(SpectrumDriver.uncertainty(attempt.label(), result, floor));
        };
    }
}
