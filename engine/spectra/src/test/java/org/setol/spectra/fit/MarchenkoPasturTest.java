package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MarchenkoPasturTest {

    private static double[] powers(int n, double exponent) {
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.pow(1 + i / (double) n, exponent))
                .toArray();
    }

    private static MpFit fit(double[] eigenvalues, int rows, int cols, MpConvention convention) {
        return (MpFit) MarchenkoPastur.fit(eigenvalues, rows, cols, convention);
    }

    /** The middles of n equally probable parts of a bulk of scale sigma, by its distribution function's inverse. */
    private static double[] bulk(int n, double sigma, double aspectRatio) {
        double lower = MarchenkoPastur.lowerEdge(sigma, aspectRatio);
        double upper = MarchenkoPastur.upperEdge(sigma, aspectRatio);
        int steps = 200_000;
        double[] eigenvalues = new double[n];
        double cdf = 0;
        int found = 0;
        for (int k = 0; k < steps && found < n; k++) {
            double x = lower + (upper - lower) * (k + 0.5) / steps;
            double density = aspectRatio * Math.sqrt((upper - x) * (x - lower)) / (2 * Math.PI * sigma * sigma * x);
            cdf += density * (upper - lower) / steps;
            while (found < n && cdf >= (found + 0.5) / n) {
                eigenvalues[found++] = x;
            }
        }
        Arrays.fill(eigenvalues, found, n, upper);
        return eigenvalues;
    }

    /** What the definition gives with NumPy, scikit-learn's kernel and SciPy's brute and fmin. */
    @ParameterizedTest
    @CsvSource({
        "200, 100, 4, 0.9535552228510193, 0, 1.0349596185573975",
        "100, 100, 4, 0.8512783986250613, 0, 1.1321749701271069",
        "300, 100, 7, 0.6493641763628646, 31, 0.2652305322554112",
        "100, 100, 1, 0.5377440100836297, 0, 0.8689589697875987",
    })
    void sigmaIsTheDefinitionsToRounding(int rows, int cols, double exponent, double sigma, int spikes, double rank) {
        MpFit fit = fit(powers(cols, exponent), rows, cols, MpConvention.WEIGHTWATCHER);
        assertThat(fit.sigma()).isCloseTo(sigma, within(1e-12));
        assertThat(fit.spikes()).isEqualTo(spikes);
        assertThat(fit.softRank()).isCloseTo(rank, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(MpConvention.class)
    void aBulkIsFoundAgainAndItsSpikesAreCounted(MpConvention convention) {
        double[] spectrum = Arrays.copyOf(bulk(400, 3, 2), 403);
        spectrum[400] = 60;
        spectrum[401] = 70;
        spectrum[402] = 90;
        MpFit fit = fit(spectrum, 800, 400, convention);
        // sigma in lambda's units; the density's bandwidth blurs the edges by a few percent.
        assertThat(fit.sigma() / fit.scale()).isCloseTo(3, within(0.1));
        assertThat(fit.bulkMax()).isCloseTo(MarchenkoPastur.upperEdge(3, 2), within(2.0));
        assertThat(fit.bulkMin()).isCloseTo(MarchenkoPastur.lowerEdge(3, 2), within(0.1));
        assertThat(fit.spikes()).isEqualTo(3);
        assertThat(fit.softRank()).isCloseTo(fit.bulkMax() / 90, within(1e-12));
    }

    @Test
    void theQuarterCircleOfASquareMatrixHasSigmaInsideTheRootWhenCorrected() {
        double[] spectrum = Arrays.copyOf(bulk(300, 0.6, 1), 330);
        Arrays.fill(spectrum, 300, 330, 30.0);
        // Thirty spikes take most of the norm, so the bulk's sigma is far from 1 in units of the mean.
        MpFit corrected = fit(spectrum, 300, 300, MpConvention.TEXTBOOK);
        assertThat(corrected.sigma() / corrected.scale()).isCloseTo(0.6, within(0.06));
        assertThat(corrected.spikes()).isEqualTo(30);
        MpFit compat = fit(spectrum, 300, 300, MpConvention.WEIGHTWATCHER);
        assertThat(compat.sigma() / compat.scale()).isGreaterThan(0.8);
    }

    @Test
    void sigmaDoesNotDependOnTheUnitsOfTheWeights() {
        double[] spectrum = powers(100, 5);
        MpFit one = fit(spectrum, 150, 100, MpConvention.WEIGHTWATCHER);
        double[] scaled = Arrays.stream(spectrum).map(x -> x * 0x1p-30).toArray();
        MpFit other = fit(scaled, 150, 100, MpConvention.WEIGHTWATCHER);
        assertThat(other.sigma()).isEqualTo(one.sigma());
        assertThat(other.bulkMax()).isEqualTo(one.bulkMax() * 0x1p-30);
        assertThat(other.spikes()).isEqualTo(one.spikes());
    }

    /**
     * A convolution's spectrum whose density has a plateau for its peak: which of the plateau's points was largest, and
     * with it sigma, once changed with the last bits of the eigenvalues, that is with the machine.
     */
    @Test
    void sigmaDoesNotDependOnTheLastBits() {
        double[] plateau = {
            0.0012538015268479038,
            0.004925413423638031,
            0.006029332546316862,
            0.006763674639541025,
            0.00802100065829527,
            0.010412460530329433,
            0.010704204310631356,
            0.013194184872360853,
            0.022770665739886814,
            0.023516657717044403,
            0.0294810036066973,
            0.030043485655599878,
            0.038037513175903925,
            0.04215392745145468,
            0.045125148330056805,
            0.07015295699357105,
            0.0924065998585439,
            0.1143149618994986,
            0.11805754368572173,
            0.1289233293481759,
            0.14150576378905855,
            0.14793410794018774,
            0.1496076712640193,
            0.1596606819423062,
            0.1653321049199541,
            0.3047970673237282,
            0.4525368442554433
        };
        double sigma = fit(plateau, 16, 3, MpConvention.WEIGHTWATCHER).sigma();
        assertThat(sigma).isCloseTo(0.499232892713631, within(1e-12));
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 200; trial++) {
            double[] rounded = Arrays.stream(plateau)
                    .map(x -> x * (1 + 0x1p-51 * (2 * random.nextDouble() - 1)))
                    .toArray();
            assertThat(fit(rounded, 16, 3, MpConvention.WEIGHTWATCHER).sigma()).isCloseTo(sigma, within(1e-12));
        }
    }

    @Test
    void spectraWithoutABulkHaveAReasonOrAnAnswer() {
        assertThat(MarchenkoPastur.fit(new double[5], 5, 5, MpConvention.WEIGHTWATCHER))
                .isEqualTo(new NoFit("a Marchenko-Pastur fit needs eigenvalues of finite positive sum, theirs is 0.0"));
        double[] equal = new double[20];
        Arrays.fill(equal, 2.5);
        assertThat(fit(equal, 40, 20, MpConvention.WEIGHTWATCHER).spikes()).isZero();
        assertThat(fit(new double[] {3}, 7, 1, MpConvention.TEXTBOOK).sigma()).isFinite();
        assertThat(fit(new double[] {3}, 1, 1, MpConvention.TEXTBOOK).sigma()).isFinite();
    }
}
