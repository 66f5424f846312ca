package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class InverseEsdTest {

    private static double[] inverse(MetricsMode mode, double scale, double[]... slices) {
        return Esd.inverse(List.of(slices), 8, 4, scale, mode).orElseThrow().eigenvalues();
    }

    @Test
    void eigenvaluesAreInvertedAndSorted() {
        assertThat(inverse(MetricsMode.COMPAT, 1, new double[] {1, 2, 4})).containsExactly(1 / 16.0, 0.25, 1);
        assertThat(inverse(MetricsMode.CORRECTED, 0.5, new double[] {1, 2, 4})).containsExactly(1 / 8.0, 0.5, 2);
    }

    /** It inverts all it has with every further slice: of three the second is back where it was. */
    @Test
    void weightWatcherInvertsEverySecondSlice() {
        double[][] slices = {{2}, {8}, {32}};
        assertThat(inverse(MetricsMode.COMPAT, 1, slices)).containsExactly(1 / 1024.0, 0.25, 64);
        assertThat(inverse(MetricsMode.CORRECTED, 1, slices)).containsExactly(1 / 1024.0, 1 / 64.0, 0.25);
        assertThat(inverse(MetricsMode.COMPAT, 1, new double[] {2}, new double[] {8}))
                .containsExactly(1 / 64.0, 4);
    }

    @Test
    void theNullSpaceHasNoInverse() {
        assertThat(Esd.inverse(List.of(new double[] {0, 2}), 8, 4, 1, MetricsMode.COMPAT))
                .isEmpty();
        assertThat(inverse(MetricsMode.CORRECTED, 1, new double[] {0, 1e-17, 2}))
                .containsExactly(0.25);
        assertThat(Esd.inverse(List.of(new double[] {0, 0}), 8, 4, 1, MetricsMode.CORRECTED))
                .isEmpty();
    }

    @Test
    void singularValuesStayThoseOfTheMatrix() {
        Esd esd = Esd.inverse(List.of(new double[] {1, 2, 4}), 8, 4, 1, MetricsMode.COMPAT)
                .orElseThrow();
        assertThat(esd.svMax()).isEqualTo(4);
        assertThat(esd.svMin()).isEqualTo(1);
        assertThat(esd.rankLoss()).isZero();
    }
}
