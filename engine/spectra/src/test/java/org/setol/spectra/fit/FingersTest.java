package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class FingersTest {

    /** A finger raises raw alpha when xmin moves up to it: a body, and the largest values nearly equal and far away. */
    private static double[] withFingers(int fingers) {
        double[] body = Planted.sample(60, 31, r -> 1 + r.nextDouble());
        double[] data = Arrays.copyOf(body, 60 + fingers);
        for (int k = 0; k < fingers; k++) {
            data[60 + k] = 40 * (1 + 0.001 * k);
        }
        return data;
    }

    private static double alphaWithout(double[] sorted, int k) {
        return PowerLaw.fitSorted(Arrays.copyOf(sorted, sorted.length - k)) instanceof PowerLawFit fit
                ? fit.alpha()
                : Double.POSITIVE_INFINITY;
    }

    @Test
    void correctedStopsAtTheFirstClipThatLowersAlphaEnoughAndCountsIt() {
        for (int fingers = 0; fingers <= 5; fingers++) {
            double[] data = withFingers(fingers);
            double raw = alphaWithout(data, 0);
            int expected = 0;
            for (int k = 1; k <= 10 && expected == 0; k++) {
                if (alphaWithout(data, k) + 0.2 < raw) {
                    expected = k;
                } else if (alphaWithout(data, k) <= 2) {
                    break;
                }
            }
            FingerClip.Clipped clip = (FingerClip.Clipped) FingerClip.corrected(data, 10, 0.2, KsDistance.ONE_SIDED);
            assertThat(clip.fingers()).isEqualTo(expected);
            assertThat(clip.rawAlpha()).isEqualTo(raw);
            assertThat(clip.fit().alpha()).isEqualTo(alphaWithout(data, expected));
        }
    }

    @Test
    void compatNeverTriesOneAndReportsOneLessThanItTook() {
        double[] data = Planted.sample(80, 33, r -> Planted.powerLaw(r, 2.5));
        // A threshold of 0 takes the first clip that lowers alpha at all.
        FingerClip.Clipped clip = (FingerClip.Clipped) FingerClip.compat(data, 10, 0, KsDistance.ONE_SIDED);
        int taken = data.length - clip.fit().index() - clip.fit().tail();
        if (taken > 0) {
            assertThat(taken).isGreaterThanOrEqualTo(2);
            assertThat(clip.fingers()).isEqualTo(taken - 1);
        }
        int first = 2;
        while (first < 10 && !(alphaWithout(data, first) < alphaWithout(data, 0))) {
            first++;
        }
        assertThat(taken).isEqualTo(first < 10 ? first : 0);
    }

    @Test
    void compatFailsWhereWeightWatcherRunsOutOfEigenvaluesAndCorrectedDoesNot() {
        double[] few = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertThat(FingerClip.compat(few, 10, 100, KsDistance.ONE_SIDED)).isInstanceOf(NoFit.class);
        assertThat(FingerClip.corrected(few, 10, 100, KsDistance.ONE_SIDED)).isInstanceOf(FingerClip.Clipped.class);
    }

    @Test
    void equalValuesAreAReason() {
        double[] equal = {3, 3, 3, 3};
        assertThat(FingerClip.compat(equal, 10, 1, KsDistance.ONE_SIDED)).isInstanceOf(NoFit.class);
        assertThat(FingerClip.corrected(equal, 10, 1, KsDistance.ONE_SIDED)).isInstanceOf(NoFit.class);
        assertThat(PeakXmin.fit(equal, PeakXmin.corrected(equal), KsDistance.ONE_SIDED))
                .isInstanceOf(NoFit.class);
    }

    /** numpy.histogram(log10(x), 100) of 10^0, 10^0.5, 10^0.505, 10^1: bins 50 holds two, its left edge is 10^0.5. */
    @Test
    void thePeakIsTheLeftEdgeOfTheFullestBin() {
        double[] x = {1, Math.pow(10, 0.503), Math.pow(10, 0.506), 10};
        PeakXmin.Range corrected = PeakXmin.corrected(x);
        assertThat(corrected.low()).isCloseTo(0.95 * Math.sqrt(10), Offset.offset(1e-12));
        assertThat(corrected.high()).isCloseTo(1.5 * Math.sqrt(10), Offset.offset(1e-12));
        assertThat(PeakXmin.compat(x).low()).isCloseTo(Math.log10(0.95 * Math.sqrt(10)), Offset.offset(1e-12));
    }

    @Test
    void xminStaysInItsRange() {
        double[] data = Planted.withBody(300, 2.5, 35);
        PowerLawFit fit = (PowerLawFit) PowerLaw.fitSorted(data, 0.4, 0.6, KsDistance.ONE_SIDED);
        assertThat(fit.xmin()).isBetween(0.4, 0.6);
        assertThat(((PowerLawFit) PowerLaw.fitSorted(data)).xmin()).isGreaterThan(0.6);
        assertThat(PowerLaw.fitSorted(data, 1e6, 1e7, KsDistance.ONE_SIDED)).isInstanceOf(NoFit.class);
    }
}
