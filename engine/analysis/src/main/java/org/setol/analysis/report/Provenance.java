package org.setol.analysis.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.setol.spectra.backend.SpectrumResult;

/**
 * How a layer's spectrum was obtained.
 *
 * @param backend its name; several, joined by {@code +}, when slices went different ways
 * @param precision {@code float32} or {@code float64}, likewise
 * @param residual the largest relative error of the sum of squares over the slices
 * @param notes routes that failed or were not accurate enough before
 */
public record Provenance(String backend, String precision, double residual, List<String> notes) {

    public Provenance {
        notes = List.copyOf(notes);
    }

    /** The names in {@link #backend}. */
    public Stream<String> backends() {
        return Arrays.stream(backend.split("\\+"));
    }

    /** Of one result or of several pooled ones. */
    public static Provenance of(List<SpectrumResult> results) {
        return new Provenance(
                results.stream().map(SpectrumResult::backend).distinct().collect(Collectors.joining("+")),
                results.stream().map(r -> r.precision().label()).distinct().collect(Collectors.joining("+")),
                results.stream().mapToDouble(SpectrumResult::residual).max().orElse(0),
                results.stream().flatMap(r -> r.notes().stream()).distinct().toList());
    }
}
