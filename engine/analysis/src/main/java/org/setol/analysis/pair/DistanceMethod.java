package org.setol.analysis.pair;

/** WeightWatcher's ways to compare the weights of two layers. */
public enum DistanceMethod {
    /** ||A - B||_F over the whole tensor, and the same of the biases. */
    RAW("raw"),
    /** The mean of ||A - B||_F over the slices. */
    EUCLIDEAN("euclidean"),
    /** The mean over the slices of ||A'B||_F / sqrt(||A'A||_F ||B'B||_F): alikeness, 1 for equal ones. */
    CKA("cka");

    private final String label;

    DistanceMethod(String label) {
        this.label = label;
    }

    /** As options and reports spell it. */
    public String label() {
        return label;
    }
}
