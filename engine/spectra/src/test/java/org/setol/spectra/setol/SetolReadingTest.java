package org.setol.spectra.setol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PowerLaw;
import org.setol.spectra.freeprob.BoundedPowerLaw;
import org.setol.spectra.freeprob.InverseMpFit;
import org.setol.spectra.freeprob.InverseMpLikelihood;

final class SetolReadingTest {

    private static final SetolOptions DEFAULTS = SetolOptions.DEFAULTS;

    @Test
    void aPlantedIdealSpectrumIsIdeal() {
        PlantedTail planted = new PlantedTail(2, PlantedTail.idealStart(2));
        assertThat(planted.fit().alpha()).isCloseTo(2, within(1e-12));
        assertThat(planted.fit().tail()).isEqualTo(PlantedTail.TAIL);
        SetolReading reading = planted.read(DEFAULTS);
        assertThat(reading.powerLaw()).hasValue(reading.erg());
        // 200 logarithms of at most 5, and the mean that scales them all.
        assertThat(reading.erg().logDet()).isCloseTo(0, within(1e-12));
        assertThat(reading.erg().lambdaMin()).isCloseTo(Math.exp(-1), within(1e-14));
        assertThat(reading.deltaLambdaMin()).isZero();
        assertThat(reading.ideal()).hasValue(true);
        assertThat(reading.phase().phase()).hasValue(Phase.HEAVY_TAILED);
    }

    /** Off in alpha with a determinant of 1, off in the determinant with an alpha of 2, both ways. */
    @ParameterizedTest
    @CsvSource({"2.2, 1", "1.85, 1", "2, 1.6", "2, 0.7"})
    void itsNeighboursAreNot(double alpha, double factor) {
        PlantedTail planted = new PlantedTail(alpha, factor * PlantedTail.idealStart(alpha));
        assertThat(planted.fit().alpha()).isCloseTo(alpha, within(1e-12));
        SetolReading reading = planted.read(DEFAULTS);
        assertThat(reading.ideal()).hasValue(false);
        assertThat(reading.powerLaw().orElseThrow().logDet())
                .isCloseTo(PlantedTail.TAIL * Math.log(factor), within(1e-11));
        if (factor != 1) {
            // Determinants above 1 leave room for smaller eigenvalues in the ERG cut.
            assertThat(Math.signum(reading.deltaLambdaMin())).isEqualTo(Math.signum(factor - 1));
        }
    }

    @Test
    void tolerancesOfTheIdealAreTheUsers() {
        PlantedTail planted = new PlantedTail(2.2, PlantedTail.idealStart(2.2));
        assertThat(planted.read(DEFAULTS.withTolerances(0.25, 0.05)).ideal()).hasValue(true);
        PlantedTail exact = new PlantedTail(2, PlantedTail.idealStart(2));
        assertThat(exact.read(DEFAULTS.withTolerances(1e-9, 0)).ideal()).hasValue(true);
    }

    @Test
    void theRuleChoosesWhatTheQualityIsComputedOn() {
        PlantedTail planted = new PlantedTail(2, 1.6 * PlantedTail.idealStart(2));
        SetolReading erg = planted.read(DEFAULTS);
        SetolReading pl = planted.read(DEFAULTS.withRule(EcsRule.PL));
        assertThat(erg.ecs()).hasValue(erg.erg());
        assertThat(pl.ecs()).isEqualTo(pl.powerLaw());
        assertThat(pl.ecs().orElseThrow().size())
                .isLessThan(erg.ecs().orElseThrow().size());
        assertThat(pl.models().orElseThrow().discrete())
                .isLessThan(erg.models().orElseThrow().discrete());
    }

    @Test
    void standardisedEigenvaluesHaveMeanZeroAndVarianceOne() {
        double[] lambda = {0.2, 0.3, 0.4, 0.5, 1, 2, 3, 4, 5};
        SetolReading reading = SetolReading.of(lambda, 20, 9, new NoFit("none"), DEFAULTS.withOrder(5));
        QualitySeries series = reading.standardised().orElseThrow();
        int size = reading.ecs().orElseThrow().size();
        assertThat(series.cumulants()[0]).isCloseTo(0, within(1e-15));
        assertThat(series.cumulants()[1]).isCloseTo(1, within(1e-14));
        // kappa_1 = 0 leaves kappa_2 / 2 sum (z / M~)^2 = 1 / (2 M~).
        assertThat(series.partialSums()[1]).isCloseTo(0.5 / size, within(1e-15));
        double skewness = series.cumulants()[2];
        assertThat(series.partialSums()[2])
                .isCloseTo(0.5 / size + skewness * skewness / (3.0 * size * size), within(1e-15));
    }

    @Test
    void modelsFollowTable9() {
        PlantedTail planted = new PlantedTail(2.5, 0.4);
        SetolReading reading = planted.read(DEFAULTS.withRule(EcsRule.PL));
        double[] tail = Arrays.copyOfRange(
                planted.spectrum(), planted.spectrum().length - PlantedTail.TAIL, planted.spectrum().length);
        double logMax = Math.log(tail[PlantedTail.TAIL - 1]);
        ModelQualities models = reading.models().orElseThrow();
        assertThat(models.discrete()).isCloseTo(Math.log(Arrays.stream(tail).sum()), within(1e-13));
        assertThat(models.freeCauchy()).isCloseTo(logMax, within(1e-13));
        assertThat(models.inverseMp()).isCloseTo(5 * (logMax - Math.log(0.4)), within(1e-12));
        assertThat(models.levyWigner()).isCloseTo(1.5 * logMax, within(1e-12));
        // The largest term of Q^2 lies between R's ends, the mean of the law and its largest value, times the length.
        BoundedPowerLaw law = reading.bounded().orElseThrow();
        double length = Math.exp(logMax) - 0.4;
        double squared = Math.exp(2 * models.boundedPowerLaw());
        assertThat(squared).isBetween(law.freeCumulants(1).value(1) * length, Math.exp(logMax) * length);
    }

    @Test
    void theInverseMarchenkoPasturLawIsFittedToTheSpace() {
        PlantedTail planted = new PlantedTail(2.5, 0.4);
        SetolReading reading = planted.read(DEFAULTS);
        double[] spectrum = planted.spectrum();
        double[] ecs =
                Arrays.copyOfRange(spectrum, spectrum.length - reading.erg().size(), spectrum.length);
        InverseMpFit fit = (InverseMpFit) InverseMpLikelihood.fit(ecs, ecs[0]);
        // The mean of the planted spectrum is 1 but for some roundings.
        assertThat(((InverseMpFit) reading.imp().orElseThrow()).kappa())
                .isCloseTo(fit.kappa(), within(1e-6 * fit.kappa()));
    }

    @Test
    void withoutAPowerLawWhatNeedsOneIsMissing() {
        double[] lambda = {1, 2, 3, 4, 10};
        SetolReading reading = SetolReading.of(lambda, 7, 5, new NoFit("none"), DEFAULTS);
        assertThat(reading.powerLaw()).isEmpty();
        assertThat(reading.ideal()).isEmpty();
        assertThat(reading.deltaLambdaMin()).isNaN();
        assertThat(reading.bounded()).isEmpty();
        assertThat(reading.models().orElseThrow().inverseMp()).isNaN();
        assertThat(reading.models().orElseThrow().freeCauchy()).isFinite();
        SetolReading none = SetolReading.of(lambda, 7, 5, new NoFit("none"), DEFAULTS.withRule(EcsRule.PL));
        assertThat(none.ecs()).isEmpty();
        assertThat(none.plain()).isEmpty();
        assertThat(none.models()).isEmpty();
    }

    @Test
    void equalEigenvaluesHaveAReasonInsteadOfAQuality() {
        double[] equal = new double[20];
        Arrays.fill(equal, 0.3);
        SetolReading reading = SetolReading.of(equal, 40, 20, new NoFit("none"), DEFAULTS);
        assertThat(reading.erg().size()).isEqualTo(20);
        assertThat(reading.standardised()).isEmpty();
        // kappa_1 = 1 alone: G = 1/20 each.
        assertThat(reading.plain().orElseThrow().squared()).isCloseTo(1, within(1e-14));
        assertThat(reading.reason())
                .isEqualTo(
                        "no phase: neither a Marchenko-Pastur bulk nor a power law describes the spectrum; "
                                + "no quality: all eigenvalues of the effective correlation space are equal; "
                                + "an inverse Marchenko-Pastur fit needs at least 2 values that differ, there are 20 in the tail");
    }

    /** An orthogonal matrix in float32: exponents of 1e7 and more, whose free laws have a support of hardly any width. */
    @Test
    void eigenvaluesThatHardlyDifferAreReadWithoutAFault() {
        for (double step : new double[] {1e-9, 3e-10, 1e-12, 1e-14}) {
            double[] lambda =
                    IntStream.range(0, 64).mapToDouble(i -> 1 + i * step).toArray();
            SetolReading reading = SetolReading.of(lambda, 64, 64, PowerLaw.fitSorted(lambda), DEFAULTS);
            assertThat(reading.erg().size()).isPositive();
        }
    }

    @Test
    void aSeriesThatDivergesIsAReason() {
        double[] lambda = new double[100];
        Arrays.setAll(lambda, i -> 0.5 + 0.01 * i);
        lambda[99] = 2000;
        String reason =
                SetolReading.of(lambda, 300, 100, new NoFit("none"), DEFAULTS).reason();
        assertThat(reason).contains("quality_raw: the series does not converge");
    }
}
