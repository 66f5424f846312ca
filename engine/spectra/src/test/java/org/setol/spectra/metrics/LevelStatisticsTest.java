package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.setol.spectra.Spectrum;

final class LevelStatisticsTest {

    /** Mean ratio of consecutive gaps of large real random matrices (Atas et al. 2013, table I). */
    private static final double RANDOM_MATRIX = 0.5307;

    @Test
    void gapsAndTheirRatiosByHand() {
        // Gaps 1, 2, 4, 1: ratios 1/2, 1/2, 1/4. xmin 4: the first pair is below it, the last above.
        LevelStatistics levels = LevelStatistics.of(List.of(new double[] {1, 2, 4, 8, 9}), 10, 4);
        assertThat(levels.gapRatio()).isEqualTo((0.5 + 0.5 + 0.25) / 3);
        assertThat(levels.bulkGapRatio()).isNaN();
        assertThat(levels.tailGapRatio()).isEqualTo(0.25);
        assertThat(levels.logGapMean()).isCloseTo(Math.log10(8) / 4, within(1e-15));
        assertThat(levels.degenerate()).isZero();
        assertThat(LevelStatistics.of(List.of(new double[] {1, 2, 4, 8, 9}), 10, 8.5)
                        .bulkGapRatio())
                .isEqualTo(0.5);
    }

    /** The gap between slices is none of theirs. */
    @Test
    void slicesAreLookedAtOneByOne() {
        LevelStatistics levels =
                LevelStatistics.of(List.of(new double[] {1, 2, 4}, new double[] {1.5, 4.5, 5.5}), 4, 9);
        assertThat(levels.gapRatio()).isCloseTo((1 / 2.0 + 1 / 3.0) / 2, within(1e-15));
        assertThat(levels.bulkGapRatio()).isEqualTo(levels.gapRatio());
    }

    @Test
    void degenerateLevelsAreCountedAndLeftOut() {
        LevelStatistics levels = LevelStatistics.of(List.of(new double[] {0, 0, 1, 2, 2, 5, 8}), 8, 100);
        assertThat(levels.degenerate()).isEqualTo(2);
        // Gaps 1, 1 and 3, 3: no pair across the degenerate ones.
        assertThat(levels.gapRatio()).isEqualTo(1);
        assertThat(LevelStatistics.of(List.of(new double[] {3, 3, 3}), 3, 1).reason())
                .isNotEmpty();
    }

    /**
     * The ratios' standard deviation is below 0.29 (that of a uniform number), so the mean of 20 x 98 nearly independent
     * ones has a standard error below 0.0066; four of them, and 0.003 for the finite size.
     */
    @Test
    void levelsOfRandomMatricesRepelAndUnrelatedOnesDoNot() {
        SplittableRandom random = new SplittableRandom(8);
        double matrices = 0;
        double unrelated = 0;
        for (int k = 0; k < 20; k++) {
            double[] weights = new double[100 * 160];
            Arrays.setAll(weights, i -> random.nextGaussian());
            double[] lambda = Spectrum.of(weights, 100, 160).eigenvalues();
            matrices += LevelStatistics.of(List.of(lambda), 160, 0).gapRatio() / 20;
            double[] levels = random.doubles(100).sorted().toArray();
            unrelated += LevelStatistics.of(List.of(levels), 160, 0).gapRatio() / 20;
        }
        assertThat(matrices).isCloseTo(RANDOM_MATRIX, within(0.03));
        assertThat(unrelated).isCloseTo(LevelStatistics.POISSON, within(0.03));
    }
}
