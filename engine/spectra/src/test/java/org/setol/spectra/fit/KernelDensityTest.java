package org.setol.spectra.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KernelDensityTest {

    private static double kernel(KernelDensity shape, double z) {
        return switch (shape) {
            case TRIANGULAR -> Math.max(0, 1 - Math.abs(z));
            case GAUSSIAN -> Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
        };
    }

    private static double[] grid(double end, int points) {
        return IntStream.range(0, points)
                .mapToDouble(k -> end * k / (points - 1))
                .toArray();
    }

    @ParameterizedTest
    @EnumSource(KernelDensity.class)
    void theSlidingWindowGivesTheDirectSum(KernelDensity shape) {
        for (int n : new int[] {1, 2, 9, 384, 3000}) {
            double[] data = new SplittableRandom(n)
                    .doubles(n)
                    .map(u -> 4 * u * u)
                    .sorted()
                    .toArray();
            double[] grid = grid(4.5, 300);
            double[] density = shape.on(data, 0.1, grid);
            for (int k = 0; k < grid.length; k++) {
                double direct = 0;
                for (double x : data) {
                    direct += kernel(shape, (grid[k] - x) / 0.1);
                }
                assertThat(density[k]).isCloseTo(direct / (n * 0.1), within(1e-12));
            }
        }
    }

    /** The trapezoidal rule on a fine grid is exact for triangles with corners on it, and nearly so for Gaussians. */
    @ParameterizedTest
    @EnumSource(KernelDensity.class)
    void aDensityIntegratesToOne(KernelDensity shape) {
        double[] density = shape.on(new double[] {2, 2, 2.5, 4}, 0.25, grid(8, 8 * 64 + 1));
        double integral = 0;
        for (double value : density) {
            integral += value / 64;
        }
        assertThat(integral).isCloseTo(1, within(1e-12));
    }
}
