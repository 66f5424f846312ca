package org.setol.spectra.directions;

import java.util.Optional;
import java.util.stream.Stream;
import org.setol.spectra.fit.MarchenkoPastur;
import org.setol.spectra.fit.MpFit;
import org.setol.spectra.fit.MpOutcome;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.TailFit;
import org.setol.spectra.metrics.DetX;
import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.Tail;

/** The directions whose eigenvalues make a tail. */
public enum SpectralRule implements KeepRule {
    /** detX_num: the largest eigenvalues whose product is one. WeightWatcher's {@code detX}. */
    DETX("detx"),
    /** The effective correlation space of the ERG rule (SETOL, Eqn 126): |sum ln mu| smallest, in either mode. */
    ERG("erg"),
    /** num_pl_spikes: the fitted power law's tail, and SETOL's effective correlation space of the PL rule. {@code alpha_min}. */
    PL("pl"),
    /** num_spikes: above the Marchenko-Pastur bulk. {@code rmt}. */
    MP("mp"),
    /** MP where alpha is above 6, else DETX. {@code auto}. */
    AUTO("auto");

    private static final double UNDER_TRAINED = 6;

    private final String label;

    SpectralRule(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }

    /** The rule of this label. */
    public static Optional<SpectralRule> of(String label) {
        return Stream.of(values()).filter(rule -> rule.label.equals(label)).findFirst();
    }

    @Override
    public Cut decide(Esd esd, MetricsMode mode) {
        if (!(esd.lambdaMax() > 0)) {
            return new Cut.Untouched("a matrix of zeros has no tail");
        }
        return switch (this) {
            case DETX -> top("detX", DetX.of(esd, mode).tail(), esd);
            case ERG -> top("ERG", DetX.of(esd, MetricsMode.CORRECTED).tail(), esd);
            case PL -> powerLaw(esd, mode);
            case MP -> spikes(esd, mode);
            case AUTO -> isUnderTrained(esd, mode) ? spikes(esd, mode) : DETX.decide(esd, mode);
        };
    }

    private static Cut top(String what, int count, Esd esd) {
        return count == 0 ? new Cut.Untouched(what + " finds no tail") : Cut.ofTop(count, esd.size());
    }

    private static Cut powerLaw(Esd esd, MetricsMode mode) {
        Tail tail = Tail.of(esd, mode);
        return tail.outcome() instanceof NoFit none
                ? new Cut.Untouched("no power law: " + none.reason())
                : top("the power law", tail.spikes(), esd);
    }

    private static Cut spikes(Esd esd, MetricsMode mode) {
        MpOutcome outcome = MarchenkoPastur.fit(esd.eigenvalues(), esd.rows(), esd.cols(), mode.mpConvention());
        return switch (outcome) {
            case MpFit fit ->
                fit.spikes() == 0
                        ? new Cut.Untouched("no eigenvalue above the Marchenko-Pastur bulk")
                        : Cut.ofTop(fit.spikes(), esd.size());
            case NoFit none -> new Cut.Untouched(none.reason());
        };
    }

    private static boolean isUnderTrained(Esd esd, MetricsMode mode) {
        return Tail.of(esd, mode).outcome() instanceof TailFit fit && fit.alpha() > UNDER_TRAINED;
    }
}
