package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against the table of mpmath beside this class; its header says how it was made. */
final class ExponentialIntegralTest {

    private static final double RELATIVE = 1e-12;

    @Test
    void agreesWithFiftyDigitArithmetic() throws IOException {
        int rows = 0;
        try (InputStream in = ExponentialIntegralTest.class.getResourceAsStream("exponential-integral.csv");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            for (String line : lines.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] cells = line.split(",", -1);
                double p = Double.parseDouble(cells[0]);
                double z = Double.parseDouble(cells[1]);
                double expected = Double.parseDouble(cells[2]);
                assertThat(ExponentialIntegral.of(p, z))
                        .as("E_%s(%s)", p, z)
                        .isCloseTo(expected, within(RELATIVE * expected));
                double gamma = expected * Math.pow(z, 1 - p);
                assertThat(ExponentialIntegral.upperGamma(1 - p, z))
                        .as("Gamma(%s, %s)", 1 - p, z)
                        .isCloseTo(gamma, within(RELATIVE * gamma));
                rows++;
            }
        }
        assertThat(rows).isGreaterThan(500);
    }

    @Test
    void reachesItsLimits() {
        assertThat(ExponentialIntegral.of(3, 0)).isEqualTo(0.5);
        assertThat(ExponentialIntegral.of(1, 0)).isInfinite();
        assertThat(ExponentialIntegral.of(2, 1000)).isZero();
        assertThat(ExponentialIntegral.of(2, Double.MIN_NORMAL)).isEqualTo(1);
    }

    /** Values of scipy.special.erfc. */
    @Test
    void givesTheComplementaryErrorFunction() {
        assertThat(ExponentialIntegral.erfc(0)).isEqualTo(1);
        assertThat(ExponentialIntegral.erfc(0.1)).isCloseTo(0.8875370839817152, within(1e-14));
        assertThat(ExponentialIntegral.erfc(1)).isCloseTo(0.15729920705028513, within(1e-14));
        assertThat(ExponentialIntegral.erfc(5)).isCloseTo(1.5374597944280347e-12, within(1e-24));
    }
}
