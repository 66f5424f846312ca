package org.setol.spectra.directions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.metrics.DetX;
import org.setol.spectra.metrics.Esd;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.Tail;

final class KeepRuleTest {

    private static final MetricsMode COMPAT = MetricsMode.COMPAT;

    /** int() of Python, towards zero, as WeightWatcher writes it; percent of 100 directions is their number. */
    @ParameterizedTest
    @CsvSource({"80,10,8", "85,10,8", "29,100,29", "-25,10,-2", "99.9,10,9", "-99.9,10,-9"})
    void aShareIsRoundedTowardsZero(double percent, int n, int count) {
        assertThat(new Share(percent).decide(flat(n), COMPAT)).isEqualTo(Cut.ofTop(count, n));
    }

    @Test
    void aNumberIsKeptOrDropped() {
        assertThat(new TopCount(3).decide(flat(10), COMPAT)).isEqualTo(new Cut.KeepTop(3));
        assertThat(new TopCount(-3).decide(flat(10), COMPAT)).isEqualTo(new Cut.DropTop(3));
        assertThat(new TopCount(-9).decide(flat(10), COMPAT)).isEqualTo(new Cut.DropTop(9));
    }

    @Test
    void whatWouldChangeOrLeaveNothingIsNotDone() {
        assertThat(reason(new TopCount(10), flat(10))).isEqualTo("all 10 directions would be kept");
        assertThat(reason(new TopCount(Integer.MAX_VALUE), flat(10))).isEqualTo("all 10 directions would be kept");
        assertThat(reason(new TopCount(-10), flat(10))).isEqualTo("nothing would be left of 10 directions");
        assertThat(reason(new Share(1), flat(10))).isEqualTo("the rule names no direction");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 100, -100, 101, Double.NaN, Double.POSITIVE_INFINITY})
    void sharesThatAreNoneAreRefused(double percent) {
        assertThatThrownBy(() -> new Share(percent)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Of an orthogonal layer the effective correlation space is all of it, not the one direction that a tie begins with. */
    @Test
    void whereAllEigenvaluesAreEqualErgKeepsThemAll() {
        double[] sigma = new double[64];
        Arrays.setAll(sigma, i -> 0.7 + (i % 3 - 1) * 1e-16);
        Arrays.sort(sigma);
        Esd esd = Esd.of(sigma, 64, 64);
        assertThat(reason(SpectralRule.ERG, esd)).isEqualTo("all 64 directions would be kept");
        assertThat(DetX.of(esd, MetricsMode.CORRECTED).tail()).isEqualTo(64);
    }

    @ParameterizedTest
    @EnumSource(MetricsMode.class)
    void ofNoDirectionsEachMatrixGivesNone(MetricsMode mode) {
        List<double[]> values = List.of(new double[] {1, 2, 3}, new double[] {1, 4, 5});
        assertThat(SliceCuts.kept(values, 0, mode)).containsExactly(0, 0);
        assertThat(SliceCuts.dropped(values, 0, mode)).containsExactly(0, 0);
        assertThat(SliceCuts.kept(values, 6, mode)).containsExactly(3, 3);
    }

    @Test
    void tailsAreThoseThatAnalyzeReports() {
        Esd esd = heavyTailed();
        assertThat(SpectralRule.DETX.decide(esd, COMPAT))
                .isEqualTo(new Cut.KeepTop(DetX.of(esd, COMPAT).tail()));
        assertThat(SpectralRule.ERG.decide(esd, COMPAT))
                .isEqualTo(new Cut.KeepTop(DetX.of(esd, MetricsMode.CORRECTED).tail()));
        assertThat(SpectralRule.PL.decide(esd, COMPAT))
                .isEqualTo(new Cut.KeepTop(Tail.of(esd, COMPAT).spikes()));
        assertThat(SpectralRule.AUTO.decide(esd, COMPAT)).isEqualTo(SpectralRule.DETX.decide(esd, COMPAT));
    }

    /** A bulk of 60 and three eigenvalues far above: spikes of any Marchenko-Pastur law that fits the bulk. */
    @Test
    void spikesAboveTheBulkAreCounted() {
        SplittableRandom random = new SplittableRandom(4);
        double[] sigma = random.doubles(63, 0.8, 1.2).sorted().toArray();
        for (int k = 60; k < 63; k++) {
            sigma[k] = 10 + k;
        }
        assertThat(SpectralRule.MP.decide(Esd.of(sigma, 120, 63), COMPAT)).isEqualTo(new Cut.KeepTop(3));
    }

    @ParameterizedTest
    @EnumSource(SpectralRule.class)
    void zerosHaveNoTail(SpectralRule rule) {
        assertThat(reason(rule, Esd.of(new double[12], 12, 20))).contains("zeros");
    }

    @Test
    void equalValuesHaveNoPowerLaw() {
        assertThat(reason(SpectralRule.PL, flat(12))).startsWith("no power law: ");
        assertThat(reason(SpectralRule.DETX, flat(12))).isEqualTo("detX finds no tail");
    }

    @Test
    void aConvolutionsMatricesShareInEqualPartsOrBySize() {
        List<double[]> values = List.of(new double[] {1, 2, 9}, new double[] {3, 4, 5}, new double[] {6, 7, 8});
        assertThat(SliceCuts.kept(values, 4, COMPAT)).containsExactly(2, 2, 2);
        assertThat(SliceCuts.kept(values, 3, COMPAT)).containsExactly(1, 1, 1);
        assertThat(SliceCuts.dropped(values, 4, COMPAT)).containsExactly(1, 1, 1);
        assertThat(SliceCuts.dropped(values, 2, COMPAT)).containsExactly(0, 0, 0);
        assertThat(SliceCuts.kept(values, 4, MetricsMode.CORRECTED)).containsExactly(1, 0, 3);
        assertThat(SliceCuts.dropped(values, 6, MetricsMode.CORRECTED)).containsExactly(1, 2, 3);
        List<double[]> equal = List.of(new double[] {1, 2, 2}, new double[] {2, 2, 3});
        assertThat(SliceCuts.kept(equal, 4, MetricsMode.CORRECTED)).containsExactly(2, 2);
        assertThat(SliceCuts.kept(equal, 2, MetricsMode.CORRECTED)).containsExactly(1, 1);
    }

    private static String reason(KeepRule rule, Esd esd) {
        return ((Cut.Untouched) rule.decide(esd, COMPAT)).reason();
    }

    private static Esd flat(int n) {
        double[] sigma = new double[n];
        Arrays.fill(sigma, 2);
        return Esd.of(sigma, n, n + 3);
    }

    private static Esd heavyTailed() {
        SplittableRandom random = new SplittableRandom(9);
        // A bulk towards zero below, a power law above: detX cuts it inside.
        double[] sigma = random.doubles(200)
                .map(u -> u < 0.5 ? u : Math.pow(2 - 2 * u, -0.35))
                .sorted()
                .toArray();
        return Esd.of(sigma, 300, 200);
    }
}
