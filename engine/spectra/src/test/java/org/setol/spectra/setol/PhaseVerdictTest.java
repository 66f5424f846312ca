package org.setol.spectra.setol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.fit.NoFit;
import org.setol.spectra.fit.PowerLaw;

/** Members of each of Table 1's classes. */
final class PhaseVerdictTest {

    private static PhaseVerdict judge(double[] matrix, int rows, int cols) {
        double[] lambda = PlantedMatrices.eigenvalues(matrix, rows, cols);
        double[] positive = Arrays.stream(lambda).filter(v -> v > 1e-5).toArray();
        return PhaseVerdict.of(lambda, rows, cols, PowerLaw.fitSorted(positive));
    }

    private static double[] gaussian(int rows, int cols, long seed) {
        return PlantedMatrices.elements(rows, cols, seed, random -> random.nextGaussian());
    }

    @ParameterizedTest
    @CsvSource({"100, 20", "100, 100", "300, 100", "250, 200", "30, 30", "12, 10", "400, 40"})
    void independentGaussiansAreRandomLike(int rows, int cols) {
        for (int seed = 0; seed < 3; seed++) {
            PhaseVerdict verdict = judge(gaussian(rows, cols, seed), rows, cols);
            assertThat(verdict.phase()).as(verdict.evidence()).hasValue(Phase.RANDOM_LIKE);
            assertThat(verdict.spikes()).isZero();
            assertThat(verdict.bulkDistance()).isLessThan(verdict.bulkBound());
        }
    }

    @Test
    void independentElementsNeedNotBeGaussian() {
        double[] uniform = PlantedMatrices.elements(300, 150, 4, random -> random.nextDouble() - 0.5);
        assertThat(judge(uniform, 300, 150).phase()).hasValue(Phase.RANDOM_LIKE);
        double[] signs = PlantedMatrices.elements(300, 150, 5, random -> random.nextBoolean() ? 0.1 : -0.1);
        assertThat(judge(signs, 300, 150).phase()).hasValue(Phase.RANDOM_LIKE);
    }

    @Test
    void productsOfVectorsAreSpikesOfABulk() {
        double[][] planted = {
            {1.5}, {4}, {1.3, 1.7, 2.5}, {1.4, 1.5, 1.6, 1.7, 1.8, 2, 2.2, 2.5, 3, 4},
        };
        for (double[] strengths : planted) {
            double[] matrix = gaussian(300, 150, strengths.length);
            PlantedMatrices.addSpikes(matrix, 300, 150, 9, strengths);
            PhaseVerdict verdict = judge(matrix, 300, 150);
            assertThat(verdict.phase()).as(verdict.evidence()).hasValue(Phase.BULK_AND_SPIKES);
            assertThat(verdict.spikes()).as(verdict.evidence()).isEqualTo(strengths.length);
        }
    }

    /** A mean is a spike. */
    @Test
    void shiftedElementsHaveOneSpike() {
        double[] shifted = PlantedMatrices.elements(200, 100, 6, random -> 0.5 + random.nextGaussian());
        PhaseVerdict verdict = judge(shifted, 200, 100);
        assertThat(verdict.phase()).hasValue(Phase.BULK_AND_SPIKES);
        assertThat(verdict.spikes()).isEqualTo(1);
    }

    /** Element-wise heavy tails make heavy-tailed spectra, alpha = mu / 2 + 1 for mu &lt; 2 (Eqn 6, Fig 3). */
    @Test
    void elementsWithoutAMeanMakeVeryHeavyTails() {
        double[] pareto = PlantedMatrices.elements(300, 300, 7, random -> PlantedMatrices.pareto(random, 0.8));
        PhaseVerdict verdict = judge(pareto, 300, 300);
        assertThat(verdict.phase()).as(verdict.evidence()).hasValue(Phase.VERY_HEAVY_TAILED);
        double[] cauchy = PlantedMatrices.elements(200, 200, 8, random -> PlantedMatrices.student(random, 1));
        verdict = judge(cauchy, 200, 200);
        assertThat(verdict.phase()).as(verdict.evidence()).hasValue(Phase.VERY_HEAVY_TAILED);
    }

    @ParameterizedTest
    @CsvSource({"2.2, 400, 200", "2.5, 400, 200", "2.5, 300, 300"})
    void elementsOfFiniteVarianceButNoFourthMomentMakeHeavyTails(double mu, int rows, int cols) {
        double[] pareto = PlantedMatrices.elements(rows, cols, 10, random -> PlantedMatrices.pareto(random, mu));
        PhaseVerdict verdict = judge(pareto, rows, cols);
        assertThat(verdict.phase()).as(verdict.evidence()).hasValue(Phase.HEAVY_TAILED);
    }

    @Test
    void aTailThatFallsFastIsWeaklyHeavy() {
        // A bulk that no independent elements make, and a tail x^-8 on it.
        double[] lambda = new double[300];
        for (int i = 0; i < 200; i++) {
            lambda[i] = 0.9 + 0.1 * i / 200;
        }
        for (int j = 0; j < 100; j++) {
            lambda[200 + j] = Math.pow(1 - j / 100.0, -1 / 7.0);
        }
        PhaseVerdict verdict = PhaseVerdict.of(lambda, 600, 300, PowerLaw.fitSorted(lambda));
        assertThat(verdict.phase()).as(verdict.evidence()).hasValue(Phase.WEAKLY_HEAVY_TAILED);
        assertThat(verdict.bulkDistance()).isGreaterThan(verdict.bulkBound());
    }

    @Test
    void aMatrixOfLowRankHasCollapsedAlsoWhenRoundedToFloat32() {
        double[] matrix = new double[120 * 60];
        PlantedMatrices.addSpikes(matrix, 120, 60, 11, 1, 2, 3, 4, 5, 6);
        assertThat(judge(matrix, 120, 60).phase()).hasValue(Phase.RANK_COLLAPSE);
        for (int k = 0; k < matrix.length; k++) {
            matrix[k] = (float) matrix[k];
        }
        PhaseVerdict verdict = judge(matrix, 120, 60);
        assertThat(verdict.phase()).hasValue(Phase.RANK_COLLAPSE);
        assertThat(verdict.zeros()).isEqualTo(54);
        assertThat(verdict.evidence()).isEqualTo("rank 6 of 60");
    }

    @Test
    void aFewDeadColumnsAreNoCollapse() {
        double[] matrix = gaussian(200, 100, 12);
        for (int i = 0; i < 200; i++) {
            Arrays.fill(matrix, i * 100, i * 100 + 3, 0);
        }
        PhaseVerdict verdict = judge(matrix, 200, 100);
        assertThat(verdict.zeros()).isEqualTo(3);
        assertThat(verdict.phase())
                .hasValueSatisfying(phase -> assertThat(phase).isNotEqualTo(Phase.RANK_COLLAPSE));
    }

    /** The spectra of one shape pooled, as of a convolution's kernel positions. */
    @Test
    void pooledBulksAreABulk() {
        double[] pooled = new double[9 * 40];
        for (int slice = 0; slice < 9; slice++) {
            double[] lambda = PlantedMatrices.eigenvalues(gaussian(80, 40, 20 + slice), 80, 40);
            System.arraycopy(lambda, 0, pooled, 40 * slice, 40);
        }
        Arrays.sort(pooled);
        PhaseVerdict verdict = PhaseVerdict.of(pooled, 80, 40, PowerLaw.fitSorted(pooled));
        assertThat(verdict.phase()).as(verdict.evidence()).hasValue(Phase.RANDOM_LIKE);
    }

    @Test
    void anOrthogonalMatrixIsNoneOfThem() {
        double[] equal = new double[50];
        Arrays.fill(equal, 2);
        PhaseVerdict verdict = PhaseVerdict.of(equal, 50, 50, PowerLaw.fitSorted(equal));
        assertThat(verdict.phase()).isEmpty();
        assertThat(verdict.evidence()).contains("not Marchenko-Pastur").endsWith("no power law");
    }

    /** Depthwise convolutions: every slice is one column, its eigenvalue chi-squared, which is no Marchenko-Pastur law. */
    @Test
    void columnsAreTooSmallToJudgeByTheirBulk() {
        double[] lambda = new double[25];
        Arrays.setAll(lambda, i -> Math.pow(1 - i / 25.0, -0.8));
        PhaseVerdict verdict = PhaseVerdict.of(lambda, 240, 1, PowerLaw.fitSorted(lambda));
        assertThat(verdict.bulkBound()).isNaN();
        assertThat(verdict.phase()).hasValue(Phase.HEAVY_TAILED);
        assertThat(verdict.evidence()).contains("too small to judge");
        assertThat(PhaseVerdict.of(lambda, 240, 1, new NoFit("none")).phase()).isEmpty();
    }

    @Test
    void oneEigenvalueIsWhateverAnElementIs() {
        PhaseVerdict verdict = PhaseVerdict.of(new double[] {3}, 1, 1, new NoFit("too few"));
        assertThat(verdict.spikes()).isZero();
        assertThat(verdict.evidence()).isNotEmpty();
    }
}
