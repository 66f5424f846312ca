package org.setol.spectra.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.setol.spectra.Spectrum;
import org.setol.spectra.source.PermutedSource;
import org.setol.spectra.source.StridedView;

final class RandomisedTest {

    private static final int ROWS = 40;
    private static final int COLS = 24;

    /** Independent elements of variance 1. */
    enum Elements {
        GAUSSIAN,
        LAPLACE,
        BOUNDED;

        private double draw(SplittableRandom random) {
            return switch (this) {
                case GAUSSIAN -> random.nextGaussian();
                case LAPLACE -> {
                    double magnitude = -Math.log(1 - random.nextDouble()) / Math.sqrt(2);
                    yield random.nextBoolean() ? magnitude : -magnitude;
                }
                case BOUNDED -> (2 * random.nextDouble() - 1) * Math.sqrt(3);
            };
        }

        double[] matrix(int rows, int cols, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] elements = new double[rows * cols];
            for (int k = 0; k < elements.length; k++) {
                elements[k] = draw(random);
            }
            return elements;
        }
    }

    private static Randomised randomise(double[] elements, int rows, int cols, long seed, MetricsMode mode) {
        StridedView view = StridedView.of(elements, rows, cols);
        List<List<double[]>> replicas = new ArrayList<>();
        for (int replica = 0; replica < Randomised.replicas(cols); replica++) {
            PermutedSource permuted = new PermutedSource(view, seed, PermutedSource.stream(0, 0, replica));
            replicas.add(List.of(Spectrum.of(permuted).singularValues()));
        }
        Esd own = Esd.of(Spectrum.of(view).singularValues(), rows, cols);
        return Randomised.of(own, replicas, 1, mode);
    }

    private static int alarmsOfAThousand(Elements elements, MetricsMode mode) {
        int alarms = 0;
        for (int trial = 0; trial < 1000; trial++) {
            Randomised randomised = randomise(elements.matrix(ROWS, COLS, trial), ROWS, COLS, trial, mode);
            alarms += randomised.traps().isEmpty() ? 0 : 1;
        }
        return alarms;
    }

    /**
     * The rate to expect is {@link org.setol.spectra.fit.MarchenkoPastur#FALSE_ALARM}, 1e-5 a matrix: none in 1,000 with
     * probability 99 %. Laplace elements have no more than their fourth moments to keep up with, and do at 40 x 24.
     */
    @ParameterizedTest
    @EnumSource(Elements.class)
    void noneOfAThousandCleanMatricesHasACorrectedTrap(Elements elements) {
        assertThat(alarmsOfAThousand(elements, MetricsMode.CORRECTED)).isZero();
    }

    /** WeightWatcher's fitted edge is not that safe: 0.1 %, 3.6 % and 0 % were measured; corrected mode is there for it. */
    @ParameterizedTest
    @CsvSource({"GAUSSIAN, 0, 5", "LAPLACE, 20, 50", "BOUNDED, 0, 5"})
    void weightWatchersEdgeTakesSomeCleanMatricesForTraps(Elements elements, int least, int most) {
        assertThat(alarmsOfAThousand(elements, MetricsMode.COMPAT)).isBetween(least, most);
    }

    /**
     * A rank-one matrix of strength theta that permutation does not undo, a common offset of all elements or one large
     * element, stands at (theta^2 + N)(theta^2 + M) / theta^2 (Benaych-Georges and Nadakuditi 2012, section 3.1).
     */
    @ParameterizedTest
    @EnumSource(Elements.class)
    void plantedTrapsAreFoundWhereTheoryPutsThem(Elements elements) {
        int rows = 120;
        int cols = 100;
        double theta = 3 * Math.pow(rows * (double) cols, 0.25);
        double square = theta * theta;
        double expected = (square + rows) * (square + cols) / square;
        for (int trial = 0; trial < 20; trial++) {
            double[] offset = elements.matrix(rows, cols, trial);
            for (int k = 0; k < offset.length; k++) {
                offset[k] += theta / Math.sqrt(rows * (double) cols);
            }
            double[] single = elements.matrix(rows, cols, trial);
            single[trial] += theta;
            for (double[] planted : List.of(offset, single)) {
                for (MetricsMode mode : MetricsMode.values()) {
                    List<Trap> traps =
                            randomise(planted, rows, cols, trial, mode).traps();
                    assertThat(traps).hasSize(1);
                    // Fluctuations of an outlier are of order theta.
                    assertThat(traps.getFirst().eigenvalue()).isCloseTo(expected, within(8 * theta));
                    assertThat(traps.getFirst().excess()).isPositive();
                }
            }
        }
    }

    @Test
    void aTrapNearTheEdgeIsFoundInCorrectedModeAtTheStrengthTheTheoryGives() {
        // 1.6 times the critical strength (NM)^(1/4): about 2 of Johnstone's units above the corrected edge.
        int rows = 300;
        int cols = 200;
        double theta = 1.6 * Math.pow(rows * (double) cols, 0.25);
        int found = 0;
        for (int trial = 0; trial < 10; trial++) {
            double[] offset = Elements.GAUSSIAN.matrix(rows, cols, trial);
            for (int k = 0; k < offset.length; k++) {
                offset[k] += theta / Math.sqrt(rows * (double) cols);
            }
            found += randomise(offset, rows, cols, trial, MetricsMode.CORRECTED)
                    .traps()
                    .size();
        }
        assertThat(found).isEqualTo(10);
    }

    @Test
    void sliceOfOneStrengthDoesNotMakeTrapsOfAnother() {
        List<double[]> slices = new ArrayList<>();
        for (int slice = 0; slice < 3; slice++) {
            double[] elements = Elements.GAUSSIAN.matrix(60, 40, slice);
            double factor = 1 + 4 * slice;
            for (int k = 0; k < elements.length; k++) {
                elements[k] *= factor;
            }
            slices.add(Spectrum.of(elements, 60, 40).singularValues());
        }
        Esd esd = Esd.pool(slices, 60, 40, 0.5, MetricsMode.CORRECTED);
        assertThat(Randomised.of(esd, List.of(slices), 0.5, MetricsMode.CORRECTED)
                        .traps())
                .isEmpty();
    }

    @Test
    void aPermutationIsComparedWithTheLayerItself() {
        double[] elements = Elements.LAPLACE.matrix(30, 20, 4);
        double[] own = Spectrum.of(elements, 30, 20).singularValues();
        Esd esd = Esd.of(own, 30, 20);
        Randomised same = Randomised.of(esd, List.of(List.of(own)), 1, MetricsMode.COMPAT);
        assertThat(same.distance()).isZero();
        assertThat(same.softRank()).isEqualTo(1);
        assertThat(same.maxDistance()).isZero();
        assertThat(same.maxEigenvalue()).isEqualTo(esd.lambdaMax());
    }

    /** scipy.spatial.distance.jensenshannon of SciPy 1.17. */
    @Test
    void theJensenShannonDistanceIsSciPys() {
        assertThat(Randomised.jensenShannon(new double[] {0, 1, 2, 5}, new double[] {1, 1, 3, 3}))
                .isCloseTo(0.25574600284377563, within(1e-15));
    }

    @Test
    void degenerateMatricesHaveNoTraps() {
        double[] oneElement = new double[30 * 20];
        oneElement[77] = 3;
        assertThat(randomise(oneElement, 30, 20, 1, MetricsMode.CORRECTED).traps())
                .hasSize(1);
        Randomised zero = randomise(new double[30 * 20], 30, 20, 1, MetricsMode.CORRECTED);
        assertThat(zero.traps()).isEmpty();
        assertThat(zero.distance()).isNaN();
        assertThat(zero.mp().fit()).isEmpty();
    }
}
