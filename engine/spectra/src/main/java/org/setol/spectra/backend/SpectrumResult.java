package org.setol.spectra.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.setol.spectra.matrix.Precision;

/**
 * The singular values of one matrix and how they were obtained.
 *
 * @param singularValues ascending, non-negative, min(rows, cols) of them; not copied
 * @param backend name of the backend that computed them
 * @param routine the library routines, e.g. {@code dsyrk+dsyevd}; {@code (panels)} after them says that the matrix was
 *     never in memory as a whole
 * @param precision precision of the computation
 * @param threads threads it was allowed
 * @param residual |sum of squares - ||W||_F^2| / ||W||_F^2, 0 for a zero matrix; NaN before {@link SelfCheck} has run
 * @param notes what else happened: routes that failed before this one, in order; empty as a rule
 * @param uncertainty a bound of the eigenvalues' errors, where the route has one that is tested
 */
public record SpectrumResult(
        double[] singularValues,
        String backend,
        String routine,
        Precision precision,
        int threads,
        double residual,
        List<String> notes,
        Optional<Uncertainty> uncertainty)
        implements SpectrumOutcome {

    public SpectrumResult {
        notes = List.copyOf(notes);
    }

    /** Without a bound of the errors. */
    public SpectrumResult(
            double[] singularValues,
            String backend,
            String routine,
            Precision precision,
            int threads,
            double residual,
            List<String> notes) {
        this(singularValues, backend, routine, precision, threads, residual, notes, Optional.empty());
    }

    /** A result as a backend hands it over: not yet checked. */
    public static SpectrumResult unchecked(
            double[] singularValues, String backend, String routine, SpectrumRequest request) {
        return new SpectrumResult(
                singularValues, backend, routine, request.precision(), request.threads(), Double.NaN, List.of());
    }

    SpectrumResult withResidual(double checked) {
        return new SpectrumResult(singularValues, backend, routine, precision, threads, checked, notes, uncertainty);
    }

    /** Of a matrix that the backend has got in panels. */
    SpectrumResult inPanels() {
        return new SpectrumResult(
                singularValues, backend, routine + " (panels)", precision, threads, residual, notes, uncertainty);
    }

    /** The same with other notes, as a backend adds them when a result needs a word. */
    public SpectrumResult withNotes(List<String> changed) {
        return new SpectrumResult(singularValues, backend, routine, precision, threads, residual, changed, uncertainty);
    }

    /** With a bound of the errors. */
    public SpectrumResult withUncertainty(Uncertainty found) {
        return new SpectrumResult(
                singularValues, backend, routine, precision, threads, residual, notes, Optional.of(found));
    }

    /** With better values, and what is known of them. */
    public SpectrumResult withValues(double[] values, Uncertainty found) {
        return new SpectrumResult(values, backend, routine, precision, threads, residual, notes, Optional.of(found));
    }

    /** With a note on what happened before all others. */
    public SpectrumResult withFirstNote(String note) {
        List<String> all = new ArrayList<>(List.of(note));
        all.addAll(notes);
        return withNotes(all);
    }

    /** With one more note. */
    public SpectrumResult withNote(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return withNotes(all);
    }
}
