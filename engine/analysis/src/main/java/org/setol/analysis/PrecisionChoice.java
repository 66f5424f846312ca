package org.setol.analysis;

import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.matrix.Precision;

/** What the user says about precision, and the route it stands for when no backend is named. */
public enum PrecisionChoice {
    /**
     * Float32 where a certificate says that no choice that the row's numbers depend on could be another ({@link
     * org.setol.spectra.certified.CertifiedRoute}). Else the fast float64 route (Gram matrix); a spectrum whose smallest values
     * that route cannot resolve is computed again by a bidiagonalisation, so that ranks and sv_min are never noise.
     */
    AUTO("auto", Precision.FLOAT64, BackendChoice.Auto.FAST),
    /** float32 arithmetic throughout, where the small values are certain; the rest in float64. */
    FLOAT32("float32", Precision.FLOAT32, BackendChoice.Auto.FAST),
    /** float64 by gesdd, every singular value to LAPACK's own accuracy: what WeightWatcher computes. */
    FLOAT64("float64", Precision.FLOAT64, BackendChoice.Auto.REFERENCE);

    private final String label;
    private final Precision precision;
    private final BackendChoice.Auto route;

    PrecisionChoice(String label, Precision precision, BackendChoice.Auto route) {
        this.label = label;
        this.precision = precision;
        this.route = route;
    }

    public String label() {
        return label;
    }

    public Precision precision() {
        return precision;
    }

    /** The automatic route. */
    public BackendChoice.Auto route() {
        return route;
    }

    /** How far down the values are to be trusted. */
    public Accuracy accuracy() {
        return Accuracy.SMALL_VALUES_CERTAIN;
    }
}
