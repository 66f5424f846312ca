package org.setol.laboratory.claims;

/** What came of a claim. */
public enum Verdict {
    REPRODUCED("reproduced"),
    NOT_REPRODUCED("not reproduced"),
    /** The runs it needs are not there, or it is about other models. */
    NOT_TESTED("not tested");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** As in the table. */
    public String label() {
        return label;
    }

    static Verdict of(boolean holds) {
        return holds ? REPRODUCED : NOT_REPRODUCED;
    }
}
