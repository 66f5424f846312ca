package org.setol.spectra.fit;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.setol.spectra.fit.Alternative.Law;

/**
 * The laws usually confused with a power law, fitted by maximum likelihood to the same tail x &ge; xmin and compared with
 * it.
 *
 * @param powerLawAic Akaike's criterion of the power law
 * @param laws exponential, lognormal, stretched exponential, truncated power law
 */
public record Alternatives(double powerLawAic, List<Alternative> laws) {

    private static final int POWER_LAW_PARAMETERS = 1;

    /**
     * Fits and compares. All densities are of u = ln(x / xmin); the factor 1/x that they share is put back for the AIC.
     *
     * @param sorted the data of the fit, ascending
     * @param fit their power law
     */
    public static Alternatives of(double[] sorted, PowerLawFit fit) {
        double[] u = new double[fit.tail()];
        double sumOfLogs = 0;
        for (int k = 0; k < u.length; k++) {
            double x = sorted[fit.index() + k];
            u[k] = StrictMath.log(x / fit.xmin());
            sumOfLogs += StrictMath.log(x);
        }
        double rate = fit.alpha() - 1;
        double[] reference = densities(u, v -> Math.log(rate) - rate * v);
        Comparison comparison = new Comparison(u, reference, sumOfLogs, fit.xmin());
        double aic = 2 * POWER_LAW_PARAMETERS - 2 * (Arrays.stream(reference).sum() - sumOfLogs);
        return new Alternatives(
                aic,
                List.of(
                        comparison.exponential(),
                        comparison.lognormal(),
                        comparison.stretchedExponential(),
                        comparison.truncatedPowerLaw()));
    }

    /** The comparison with one of them. */
    public Alternative of(Law wanted) {
        return laws.stream().filter(found -> found.law() == wanted).findFirst().orElseThrow();
    }

    /** The label of the law with the smallest AIC, the power law's {@code power_law} among them. */
    public String bestByAic() {
        Alternative best = laws.getFirst();
        for (Alternative law : laws) {
            best = law.aic() < best.aic() ? law : best;
        }
        return best.aic() < powerLawAic ? best.law().label() : "power_law";
    }

    private static double[] densities(double[] u, DoubleUnaryOperator logDensity) {
        double[] values = new double[u.length];
        Arrays.setAll(values, k -> logDensity.applyAsDouble(u[k]));
        return values;
    }

    private record Comparison(double[] u, double[] reference, double sumOfLogs, double xmin) {

        private double mean(DoubleUnaryOperator f) {
            double sum = 0;
            for (double v : u) {
                sum += f.applyAsDouble(v);
            }
            return sum / u.length;
        }

        Alternative exponential() {
            double rate = 1 / mean(Math::expm1);
            return compare(Law.EXPONENTIAL, rate / xmin, Double.NaN, v -> Math.log(rate) + v - rate * Math.expm1(v));
        }

        /** exp(-a u - b u^2): sigma^2 = 1 / (2 b), mu = ln xmin - a / (2 b); at b = 0 it is the power law. */
        Alternative lognormal() {
            TiltedFit fit = new TiltedFit(TiltedExponential.Shape.GAUSSIAN, Double.NEGATIVE_INFINITY);
            double meanU = mean(v -> v);
            double meanH = mean(v -> v * v);
            fit.fit(meanU, meanH);
            double a = fit.a;
            double b = fit.b;
            double norm = fit.objective - a * meanU - b * meanH;
            double mu = b == 0 ? Double.NEGATIVE_INFINITY : StrictMath.log(xmin) - a / (2 * b);
            return compare(Law.LOGNORMAL, mu, Math.sqrt(1 / (2 * b)), v -> -a * v - b * v * v - norm);
        }

        Alternative stretchedExponential() {
            double beta = StretchedExponential.beta(u);
            double rate = 1 / mean(v -> Math.expm1(beta * v));
            return compare(
                    Law.STRETCHED_EXPONENTIAL,
                    beta,
                    StrictMath.pow(rate, 1 / beta) / xmin,
                    v -> Math.log(beta * rate) + beta * v - rate * Math.expm1(beta * v));
        }

        Alternative truncatedPowerLaw() {
            TiltedFit fit = new TiltedFit(TiltedExponential.Shape.CUT_OFF, -1);
            double meanU = mean(v -> v);
            double meanH = mean(Math::expm1);
            fit.fit(meanU, meanH);
            double a = fit.a;
            double b = fit.b;
            double norm = fit.objective - a * meanU - b * meanH;
            return compare(Law.TRUNCATED_POWER_LAW, a + 1, b / xmin, v -> -a * v - b * Math.expm1(v) - norm);
        }

        private Alternative compare(Law law, double first, double second, DoubleUnaryOperator logDensity) {
            double[] other = densities(u, logDensity);
            double logLikelihood = Arrays.stream(other).sum() - sumOfLogs;
            int parameters = law == Law.EXPONENTIAL ? 1 : 2;
            double aic = 2 * parameters - 2 * logLikelihood;
            Vuong vuong = Vuong.of(reference, other);
            if (law == Law.TRUNCATED_POWER_LAW) {
                // Nested: the likelihood-ratio test with one degree of freedom.
                double gain = Math.min(0, vuong.sum());
                return new Alternative(law, first, second, gain, ExponentialIntegral.erfc(Math.sqrt(-gain)), aic);
            }
            return new Alternative(law, first, second, vuong.normalised(), vuong.p(), aic);
        }
    }
}
