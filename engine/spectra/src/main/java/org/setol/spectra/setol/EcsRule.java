package org.setol.spectra.setol;

import java.util.Optional;
import java.util.stream.Stream;

/** Which eigenvalues make the effective correlation space (the paper's two model selection rules, section 6.2). */
public enum EcsRule {
    /** Those whose determinant is nearest to one (Eqn 126). */
    ERG("erg"),
    /** Those of the fitted tail, lambda &ge; xmin. */
    PL("pl");

    private final String label;

    EcsRule(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<EcsRule> of(String label) {
        return Stream.of(values()).filter(rule -> rule.label.equals(label)).findFirst();
    }
}
