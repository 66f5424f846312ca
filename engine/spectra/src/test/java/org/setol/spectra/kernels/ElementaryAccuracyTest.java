package org.setol.spectra.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** exp and log against StrictMath (fdlibm, under 1 ulp itself), so a difference of 1 ulp is as good as can be asked. */
final class ElementaryAccuracyTest {

    private static final int SAMPLES = 200_000;

    @Test
    void expIsWithinOneUlp() {
        SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < SAMPLES; k++) {
            double x = k % 2 == 0 ? 1460 * random.nextDouble() - 748 : 2 * random.nextDouble() - 1;
            assertUlps(ScalarElementary.exp(x), StrictMath.exp(x), x);
        }
    }

    @Test
    void logIsWithinOneUlp() {
        SplittableRandom random = new SplittableRandom(2);
        for (int k = 0; k < SAMPLES; k++) {
            double x = k % 2 == 0
                    ? Double.longBitsToDouble(random.nextLong(0x7ff0000000000000L))
                    : 0.5 + random.nextDouble();
            assertUlps(ScalarElementary.log(x), StrictMath.log(x), x);
        }
    }

    private static void assertUlps(double actual, double expected, double x) {
        if (Double.isInfinite(expected)) {
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(Math.abs(actual - expected)).as("at %s", x).isLessThanOrEqualTo(Math.ulp(expected));
        }
    }

    @Test
    void specialValuesAreThoseOfIeee() {
        assertThat(ScalarElementary.exp(0)).isEqualTo(1);
        assertThat(ScalarElementary.exp(Double.NEGATIVE_INFINITY)).isEqualTo(0);
        assertThat(ScalarElementary.exp(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(ScalarElementary.exp(Double.NaN)).isNaN();
        assertThat(ScalarElementary.exp(-745)).isEqualTo(StrictMath.exp(-745)).isPositive();
        assertThat(ScalarElementary.log(1)).isEqualTo(0);
        assertThat(ScalarElementary.log(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(ScalarElementary.log(-1)).isNaN();
        assertThat(ScalarElementary.log(Double.MIN_VALUE)).isEqualTo(StrictMath.log(Double.MIN_VALUE));
        assertThat(ScalarElementary.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
