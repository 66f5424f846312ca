package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.setol.spectra.kernels.Kernels;

final class BootstrapTest {

    private static PowerLawFit fit(double[] sorted) {
        return (PowerLawFit) PowerLaw.fitSorted(sorted);
    }

    @Test
    void theEarlyAnswerIsThatOfTheWholeScan() {
        SplittableRandom random = new SplittableRandom(51);
        for (int k = 0; k < 300; k++) {
            double[] x = Planted.withBody(5 + random.nextInt(200), 2.5, k);
            double[] logs = new double[x.length];
            Kernels.log(x, logs);
            double[] alphas = TailExponents.of(logs);
            double distance = XminScan.run(logs, alphas, KsDistance.ONE_SIDED).distance();
            assertThat(XminScan.isBelow(logs, alphas, KsDistance.ONE_SIDED, distance))
                    .isFalse();
            assertThat(XminScan.isBelow(logs, alphas, KsDistance.ONE_SIDED, Math.nextUp(distance)))
                    .isTrue();
            assertThat(XminScan.isBelow(logs, alphas, KsDistance.ONE_SIDED, 0.9 * distance))
                    .isFalse();
        }
    }

    @Test
    void oneThreadAndManyGiveTheSameAndTheSeedMatters() {
        double[] x = Planted.withBody(200, 2.5, 52);
        PowerLawFit fit = fit(x);
        assertThat(Bootstrap.goodnessOfFit(x, fit, 200, 7, true))
                .isEqualTo(Bootstrap.goodnessOfFit(x, fit, 200, 7, false));
        Bootstrap.Interval interval = Bootstrap.interval(x, KsDistance.ONE_SIDED, 200, 7, true);
        assertThat(interval).isEqualTo(Bootstrap.interval(x, KsDistance.ONE_SIDED, 200, 7, false));
        assertThat(interval).isNotEqualTo(Bootstrap.interval(x, KsDistance.ONE_SIDED, 200, 8, false));
    }

    /**
     * p of true power laws is roughly uniform: of 60 the number below 0.5 is binomial(60, 1/2) with deviation 3.9, that
     * below 0.1 has mean 6 and deviation 2.3. Four deviations are allowed.
     */
    @Test
    void truePowerLawsHaveUniformP() {
        int belowHalf = 0;
        int belowTenth = 0;
        for (int k = 0; k < 60; k++) {
            double[] x = Planted.withBody(200, 2.5, 1000 + k);
            double p = Bootstrap.goodnessOfFit(x, fit(x), 100, k, false).p();
            belowHalf += p < 0.5 ? 1 : 0;
            belowTenth += p < 0.1 ? 1 : 0;
        }
        assertThat(belowHalf).isBetween(15, 45);
        assertThat(belowTenth).isBetween(0, 15);
    }

    /** Lognormal bodies without their largest tenth: no tail of theirs is a power law. */
    @Test
    void lognormalBodiesHaveSmallP() {
        int ruledOut = 0;
        for (int k = 0; k < 8; k++) {
            double[] all = Planted.sample(2200, 3000 + k, r -> Planted.lognormal(r, 0, 0.3));
            double[] body = Arrays.copyOf(all, 1980);
            ruledOut += Bootstrap.goodnessOfFit(body, fit(body), 40, k, false).p() < 0.1 ? 1 : 0;
        }
        assertThat(ruledOut).isGreaterThanOrEqualTo(6);
    }

    /** The 95 % interval of alpha holds the truth in most of 40 cases; with a coverage as low as 0.85, 26 is five deviations. */
    @Test
    void intervalsHoldTheTruth() {
        int held = 0;
        for (int k = 0; k < 40; k++) {
            double[] x = Planted.sample(300, 4000 + k, r -> Planted.powerLaw(r, 2.5));
            Bootstrap.Interval interval = Bootstrap.interval(x, KsDistance.ONE_SIDED, 200, k, false);
            assertThat(interval.alphaLow()).isLessThan(interval.alphaHigh());
            assertThat(interval.xminLow()).isLessThanOrEqualTo(interval.xminHigh());
            held += interval.alphaLow() <= 2.5 && 2.5 <= interval.alphaHigh() ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(26);
    }

    /**
     * 20,000 bytes would be one array of the 2500 data. What is left is a generator, a scan and the stream's own. Vector
     * kernels allocate until they are compiled, so only scalar ones are asked.
     */
    @Test
    void aReplicateAllocatesNoArrays() {
        assumeThat(Kernels.description()).startsWith("scalar");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] x = Planted.withBody(2500, 2.5, 53);
        PowerLawFit fit = fit(x);
        long few = allocated(threads, x, fit, 20);
        long many = allocated(threads, x, fit, 120);
        assertThat((many - few) / 100).isBetween(1L, 4000L);
    }

    private static long allocated(ThreadMXBean threads, double[] x, PowerLawFit fit, int replicates) {
        long before = threads.getCurrentThreadAllocatedBytes();
        Bootstrap.goodnessOfFit(x, fit, replicates, 7, false);
        Bootstrap.interval(x, KsDistance.ONE_SIDED, replicates, 7, false);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
