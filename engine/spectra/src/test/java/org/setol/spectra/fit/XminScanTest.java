package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.setol.spectra.kernels.Kernels;

/** The pruned scan against the plain one (same bits) and against the formula with Math.pow (an independent oracle). */
final class XminScanTest {

    private static final int SPECTRA = 3000;

    static Stream<double[]> adversarial() {
        return Stream.of(
                new double[] {1, 2},
                new double[] {2, 2},
                new double[] {1, 1, 2},
                new double[] {1, 2, 2},
                new double[] {3, 3, 3, 3, 3},
                new double[] {1e-300, 1, 1e300},
                new double[] {Double.MIN_VALUE, Double.MIN_NORMAL, 1},
                new double[] {1, Math.nextUp(1.0), Math.nextUp(Math.nextUp(1.0))},
                ties(500, 7),
                ties(1000, 2),
                exactPowerLaw(64, 2.5),
                exactPowerLaw(65, 2),
                exactPowerLaw(1000, 3.5),
                exactPowerLaw(4097, 1.2),
                IntStream.rangeClosed(1, 300).asDoubleStream().toArray(),
                IntStream.range(0, 300).mapToDouble(i -> Math.scalb(1.0, i)).toArray());
    }

    private static double[] ties(int n, int distinct) {
        return IntStream.range(0, n).mapToDouble(i -> 1 + i % distinct).sorted().toArray();
    }

    private static double[] exactPowerLaw(int n, double alpha) {
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.pow(1 - (i + 0.5) / n, -1 / (alpha - 1)))
                .sorted()
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("adversarial")
    void findsWhatThePlainScanFindsOnAdversarialData(double[] sorted) {
        assertSameAsPlain(sorted);
    }

    @Test
    void findsWhatThePlainScanFindsOnThousandsOfRandomSpectra() {
        SplittableRandom random = new SplittableRandom(20260101);
        for (int k = 0; k < SPECTRA; k++) {
            assertSameAsPlain(randomSpectrum(random));
        }
    }

    private static double[] randomSpectrum(SplittableRandom random) {
        int n = 2 + random.nextInt(random.nextInt(8) == 0 ? 1500 : 250);
        int kind = random.nextInt(5);
        double shape = 0.3 + 3 * random.nextDouble();
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            double u = random.nextDouble() + 1e-12;
            x[i] = switch (kind) {
                case 0 -> Math.pow(u, -shape);
                case 1 -> Math.exp(shape * random.nextGaussian());
                case 2 -> u;
                case 3 -> Math.rint(1 + 8 * u);
                default -> i < n / 2 ? u : Math.pow(u, -1 / shape);
            };
        }
        Arrays.sort(x);
        return x;
    }

    private static void assertSameAsPlain(double[] sorted) {
        double[] logs = new double[sorted.length];
        Kernels.log(sorted, logs);
        double[] alphas = TailExponents.of(logs);
        for (KsDistance ks : KsDistance.values()) {
            double[] plain = PlainXminScan.distances(logs, alphas, ks);
            int first = 0;
            for (int i = 1; i < plain.length; i++) {
                first = plain[i] < plain[first] ? i : first;
            }
            XminScan.Best best = XminScan.run(logs, alphas, ks);
            assertThat(best.index()).isEqualTo(first);
            assertThat(best.distance()).isEqualTo(plain[first]);
        }
    }

    /**
     * Math.pow is within 1 ulp and exponents reach alpha ln(x/xmin), so a deviation of the two ways is bounded by a few
     * hundred ulps of 1 for these data: 1e-12 is generous, and 1e6 times below any distance that matters.
     */
    @Test
    void agreesWithTheTextbookFormulaOnRandomSpectra() {
        SplittableRandom random = new SplittableRandom(7);
        for (int k = 0; k < 300; k++) {
            double[] x = randomSpectrum(random);
            KsDistance ks = k % 2 == 0 ? KsDistance.ONE_SIDED : KsDistance.TWO_SIDED;
            if (!(PowerLaw.fitSorted(x, ks) instanceof PowerLawFit fit)) {
                continue;
            }
            double[] distances = new double[x.length - 1];
            double[] alphas = new double[x.length - 1];
            textbook(x, alphas, distances, ks);
            double smallest = Arrays.stream(distances).min().orElseThrow();
            assertThat(fit.distance()).isCloseTo(smallest, within(1e-12));
            assertThat(distances[fit.index()]).isCloseTo(smallest, within(1e-12));
            assertThat(fit.alpha()).isCloseTo(alphas[fit.index()], within(1e-9 * fit.alpha()));
            assertThat(fit.sigma()).isEqualTo((fit.alpha() - 1) / Math.sqrt(x.length - fit.index()));
        }
    }

    private static void textbook(double[] x, double[] alphas, double[] distances, KsDistance ks) {
        int n = x.length;
        for (int i = 0; i < n - 1; i++) {
            double sum = 0;
            for (int j = i; j < n; j++) {
                sum += Math.log(x[j] / x[i]);
            }
            int m = n - i;
            alphas[i] = 1 + m / sum;
            distances[i] = 1;
            if (alphas[i] > 1 && Double.isFinite(alphas[i])) {
                distances[i] = 0;
                for (int j = i; j < n; j++) {
                    double model = 1 - Math.pow(x[j] / x[i], 1 - alphas[i]);
                    double below = (double) (j - i) / m;
                    double above = (double) (j - i + 1) / m;
                    double deviation = ks == KsDistance.ONE_SIDED
                            ? Math.abs(model - below)
                            : Math.max(model - below, above - model);
                    distances[i] = Math.max(distances[i], deviation);
                }
            } else if (Double.isInfinite(alphas[i])) {
                distances[i] = ks == KsDistance.ONE_SIDED ? (m - 1.0) / m : 1;
            }
        }
    }
}
