package org.setol.spectra.fit;

/** What every fitted tail law has. */
public sealed interface TailFit extends TailOutcome permits PowerLawFit, TruncatedFit {

    /** Exponent. */
    double alpha();

    /** Where the tail starts; one of the data. */
    double xmin();

    /** The largest of the fitted data. */
    double xmax();

    /** Kolmogorov-Smirnov distance of tail and model. */
    double distance();

    /** Standard error of alpha; NaN where the law gives none in closed form. */
    double sigma();

    /** Number of fitted data from the chosen candidate on. */
    int tail();
}
