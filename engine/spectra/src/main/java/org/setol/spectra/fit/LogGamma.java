package org.setol.spectra.fit;

/** ln Gamma near 1, where the textbook formulas lose everything. */
final class LogGamma {

    static final double EULER = 0.57721566490153286;

    /** (zeta(k) - 1) / k for k = 2, 3, ... */
    private static final double[] COEFFICIENTS = {
        0.32246703342411321824,
        0.067352301053198095133,
        0.020580808427784547879,
        0.0073855510286739852663,
        0.0028905103307415232858,
        0.0011927539117032609771,
        0.00050966952474304242234,
        0.00022315475845357937976,
        0.000099457512781808533715,
        0.0000449262367381331417,
        0.000020507212775670691553,
        9.439488275268395904e-6,
        4.3748667899074878042e-6,
        2.0392157538013662368e-6,
        9.5514121304074198329e-7,
        4.4924691987645660433e-7,
        2.1207184805554665869e-7,
        1.0043224823968099609e-7,
        4.7698101693639805658e-8,
        2.271109460894316491e-8,
        1.0838659214896954091e-8,
        5.1834750419700466551e-9,
        2.4836745438024783172e-9,
        1.1921401405860912074e-9,
        5.7313672416788620133e-10,
        2.7595228851242331452e-10
    };

    private LogGamma() {}

    /** ln Gamma(1 + s) for s in [-1/2, 1], relative error 1e-15 also near 0. */
    static double ofOnePlus(double s) {
        return s > 0.5 ? StrictMath.log(s) + nearOne(s - 1) : nearOne(s);
    }

    /** -ln(1 + s) + (1 - gamma) s + sum of (-1)^k (zeta(k) - 1) s^k / k, |s| at most 1/2. */
    private static double nearOne(double s) {
        double sum = 0;
        for (int k = COEFFICIENTS.length - 1; k >= 0; k--) {
            sum = COEFFICIENTS[k] - s * sum;
        }
        return -StrictMath.log1p(s) + s * (1 - EULER) + s * s * sum;
    }
}
