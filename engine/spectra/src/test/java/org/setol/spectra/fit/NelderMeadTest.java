package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NelderMeadTest {

    /** Where scipy.optimize.fmin of SciPy 1.17 stops, to its 16 digits. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 1.4079101562500016",
        "0.0, -1.4204375000000016",
        "2.0, 1.4079101562499994",
    })
    void stopsWhereSciPyStopsOnADoubleWell(double start, double expected) {
        double found = NelderMead.minimum(x -> (x * x - 2) * (x * x - 2) + 0.1 * x, start);
        assertThat(found).isCloseTo(expected, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1.047167968750001", "0.0, 1.047187500000001", "2.0, 1.0471679687499993"})
    void stopsWhereSciPyStopsOnACosine(double start, double expected) {
        assertThat(NelderMead.minimum(x -> Math.cos(3 * x), start)).isCloseTo(expected, within(1e-14));
    }

    @Test
    void staysWhereItIsOnAPlain() {
        assertThat(NelderMead.minimum(x -> 7, 0.3)).isEqualTo(0.3);
    }
}
