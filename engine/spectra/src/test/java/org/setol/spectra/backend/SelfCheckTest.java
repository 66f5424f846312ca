package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.matrix.Precision;

final class SelfCheckTest {

    private static final SpectrumRequest SQUARE = new SpectrumRequest(3, 3, Precision.FLOAT64, 1);
    private static final FrobeniusNorm NORM = new FrobeniusNorm(1, 1 + 4 + 9);

    @Test
    void rightValuesPass() {
        assertThat(SelfCheck.verify(new double[] {1, 2, 3}, SQUARE, NORM)).isEqualTo(new SelfCheck.Verdict.Passed(0));
    }

    @Test
    void theZeroMatrixPassesWithResidualZero() {
        assertThat(SelfCheck.verify(new double[3], SQUARE, new FrobeniusNorm(1, 0)))
                .isEqualTo(new SelfCheck.Verdict.Passed(0));
    }

    @Test
    void valuesThatCannotBeSingularValuesFail() {
        assertFails(1, 2).contains("2 singular values").contains("expected 3");
        assertFails(1, 3, 2).contains("not ascending");
        assertFails(-1, 2, 3).contains("singular value 0 is -1.0");
        assertFails(1, 2, Double.NaN).contains("NaN");
        assertFails(1, 2, Double.POSITIVE_INFINITY).contains("Infinity");
        assertFails(1, 2, 3.1).contains("sum of squares");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p997, 0x1p-997})
    void theSumsAreComparedInScaledForm(double scale) {
        FrobeniusNorm norm = new FrobeniusNorm(scale, 14);
        double[] values = {scale, 2 * scale, 3 * scale};
        assertThat(SelfCheck.verify(values, SQUARE, norm)).isEqualTo(new SelfCheck.Verdict.Passed(0));
        values[2] *= 1.01;
        assertThat(SelfCheck.verify(values, SQUARE, norm)).isInstanceOf(SelfCheck.Verdict.Failed.class);
    }

    /** Eigenvalues 1 / k, as heavy a tail as trained layers have; each of the twenty largest holds 0.7 % or more. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void onePerCentInAnyOfTheTwentyLargestOfAThousandValuesIsCaught(Precision precision) {
        int n = 1024;
        double[] values =
                IntStream.range(0, n).mapToDouble(i -> 1 / Math.sqrt(n - i)).toArray();
        FrobeniusNorm norm =
                new FrobeniusNorm(1, Arrays.stream(values).map(x -> x * x).sum());
        SpectrumRequest request = new SpectrumRequest(n, n, precision, 1);
        assertThat(SelfCheck.verify(values, request, norm)).isInstanceOf(SelfCheck.Verdict.Passed.class);
        for (int wrong = n - 20; wrong < n; wrong++) {
            double[] planted = values.clone();
            planted[wrong] *= 1.01;
            assertThat(SelfCheck.verify(planted, request, norm))
                    .as("value %d", wrong)
                    .isInstanceOfSatisfying(
                            SelfCheck.Verdict.Failed.class,
                            failed -> assertThat(failed.detail()).contains("sum of squares"));
        }
    }

    private static AbstractStringAssert<?> assertFails(double... values) {
        SelfCheck.Verdict verdict = SelfCheck.verify(values, SQUARE, NORM);
        assertThat(verdict).isInstanceOf(SelfCheck.Verdict.Failed.class);
        return assertThat(((SelfCheck.Verdict.Failed) verdict).detail());
    }
}
