package org.setol.spectra.fit;

/** ln Gamma near 1, where the textbook formulas lose everything. */
final class LogGamma {

    static final double EULER = 0.5772156649015329;

    /** (zeta(k) - 1) / k for k = 2, 3, ... */
    private static final double[] COEFFICIENTS = {
        0.3224670334241132,
        0.0673523010531981,
        0.020580808427784546,
        0.007385551028673986,
        0.0028905103307415234,
        0.001192753911703261,
        0.0005096695247430425,
        0.00022315475845357939,
        9.945751278180853e-5,
        4.492623673813314e-5,
        2.050721277567069e-5,
        9.439488275268397e-6,
        4.374866789907488e-6,
        2.039215753801366e-6,
        9.55141213040742e-7,
        4.492469198764566e-7,
        2.1207184805554665e-7,
        1.0043224823968099e-7,
        4.7698101693639804e-8,
        2.2711094608943164e-8,
        1.0838659214896955e-8,
        5.183475041970047e-9,
        2.4836745438024785e-9,
        1.1921401405860912e-9,
        5.731367241678862e-10,
        2.7595228851242334e-10
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
