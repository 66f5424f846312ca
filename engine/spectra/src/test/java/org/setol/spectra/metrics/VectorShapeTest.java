package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class VectorShapeTest {

    /** Sums of some hundred terms by another order, and a sine that may differ in its last bit. */
    private static final double RELATIVE = 1e-12;

    /** By NumPy 2.4.6 with WeightWatcher's formulas. */
    @Test
    void agreesWithNumPy() {
        double[] decaying = IntStream.range(0, 257)
                .mapToDouble(i -> Math.cos(i * i * 0.37) * Math.exp(-i / 90.0))
                .toArray();
        assertShape(decaying, 0.03221821512760624, 3.8160852708775916, 55.80687449822848, 2.740508866573823);
        double[] growing = IntStream.range(0, 257)
                .mapToDouble(i -> Math.sin(1.7 * i) + 0.1 * i)
                .toArray();
        assertShape(growing, 1.0654390036724397e-52, 4.364382784885663, 123.78321238401557, 3.4518519150305766);
    }

    private static void assertShape(
            double[] v, double entropy, double discrete, double localization, double participation) {
        VectorShape shape = VectorShape.of(v);
        assertThat(shape.length()).isEqualTo(v.length);
        // exp turns the relative error of the norm into |v| / 2 times as much.
        assertThat(shape.entropy()).isCloseTo(entropy, within(200 * RELATIVE * entropy));
        assertThat(shape.discreteEntropy()).isCloseTo(discrete, within(RELATIVE * discrete));
        assertThat(shape.localization()).isCloseTo(localization, within(RELATIVE * localization));
        assertThat(shape.participation()).isCloseTo(participation, within(RELATIVE * participation));
    }

    /** One bin holds all: p is 1 but for 1e-10 in each of the other 99 bins, of width 1/100 or more. */
    @Test
    void aSingleElementIsLocalized() {
        double[] v = new double[50];
        v[17] = -0.3;
        VectorShape shape = VectorShape.of(v);
        assertThat(shape.localization()).isEqualTo(1);
        assertThat(shape.participation()).isEqualTo(1);
        assertThat(shape.discreteEntropy()).isCloseTo(entropyOf(49.0 / 50, 1.0 / 50), within(1e-7));
    }

    private static double entropyOf(double... p) {
        return Arrays.stream(p).map(x -> -x * Math.log(x)).sum();
    }

    @Test
    void equalElementsAreSpreadOut() {
        double[] v = new double[256];
        Arrays.fill(v, 1.0 / 16);
        VectorShape shape = VectorShape.of(v);
        assertThat(shape.localization()).isEqualTo(256);
        assertThat(shape.participation()).isEqualTo(4);
        assertThat(shape.discreteEntropy()).isCloseTo(0, within(1e-7));
        assertThat(shape.entropy()).isEqualTo(Math.exp(-0.5) / Math.sqrt(2 * Math.PI));
    }

    /** A power of two scales all edges exactly; the 1e-10 that is added to densities does not scale. */
    @Test
    void signAndScaleDoNotMatter() {
        SplittableRandom random = new SplittableRandom(3);
        for (int k = 0; k < 50; k++) {
            double[] v = random.doubles(1 + random.nextInt(300), -1, 1).toArray();
            double[] scaled = Arrays.stream(v).map(x -> -4 * x).toArray();
            VectorShape shape = VectorShape.of(v);
            VectorShape other = VectorShape.of(scaled);
            assertThat(other.localization()).isEqualTo(shape.localization());
            assertThat(other.participation()).isEqualTo(shape.participation());
            assertThat(other.discreteEntropy()).isCloseTo(shape.discreteEntropy(), within(1e-6));
        }
    }

    @Test
    void theZeroVectorHasNoRatios() {
        VectorShape shape = VectorShape.of(new double[5]);
        assertThat(shape.localization()).isNaN();
        assertThat(shape.participation()).isNaN();
        assertThat(shape.discreteEntropy()).isCloseTo(0, within(1e-7));
    }

    @Test
    void elementsOfAnyMagnitudeAreMeasured() {
        assertThat(VectorShape.of(new double[] {3e-200, 4e-200}).localization()).isCloseTo(1.75, within(1e-15));
        assertThat(VectorShape.of(new double[] {3e200, 4e200}).participation())
                .isCloseTo(5 / Math.pow(81 + 256, 0.25), within(1e-15));
    }
}
