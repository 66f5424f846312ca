package org.setol.spectra.freeprob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.spectra.Spectrum;

final class FreeConvolutionTest {

    private static final int N = 200;

    private static Complex complex(ComplexOutcome outcome) {
        assertThat(outcome).isInstanceOf(Complex.class);
        return (Complex) outcome;
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "0.5, 1e-3", "5.1, 1e-6", "2, 1e-9", "-40, 1e-9"})
    void semicirclesAddTheirMeansAndVariances(double x, double eta) {
        FreeConvolution sum = new FreeConvolution(new Laws.Semicircle(1, 0.3), new Laws.Semicircle(-0.5, 1.2));
        Complex z = new Complex(x, eta);
        Complex expected = new Laws.Semicircle(0.5, 1.5).green(z);
        // u to 1e-13, times the slope of G, at most 1/(2 sqrt(eta)) at an edge; none of these is one.
        assertThat(complex(sum.green(z)).minus(expected).abs()).isLessThan(1e-11);
    }

    /** R adds: 2 s2 / (1 - s2 z / Q) is the law with 2 s2 and 2 Q. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1.5", "0.7, 4"})
    void marchenkoPasturLawsOfOneRatioAddTheirAspectRatios(double variance, double aspectRatio) {
        MarchenkoPasturLaw law = new MarchenkoPasturLaw(variance, aspectRatio);
        GreenFunction green = green(law);
        MarchenkoPasturLaw expected = new MarchenkoPasturLaw(2 * variance, 2 * aspectRatio);
        FreeConvolution sum = new FreeConvolution(green, green);
        for (double p : new double[] {0.05, 0.3, 0.7, 0.95}) {
            double x = expected.quantile(p);
            // The imaginary part blurs by eta / distance to the edge, here a few percent of the law's width.
            assertThat(sum.density(new double[] {x}, 1e-8)[0]).isCloseTo(expected.density(x), within(1e-5));
        }
    }

    /** In closed form: G = (z - v (1 - q) - root) / (2 v q z) with q = 1/Q, the root's cut on the support. */
    private static GreenFunction green(MarchenkoPasturLaw law) {
        double q = 1 / law.aspectRatio();
        double v = law.variance();
        double low = v * Math.pow(1 - Math.sqrt(q), 2);
        double high = v * Math.pow(1 + Math.sqrt(q), 2);
        return new GreenFunction() {
            @Override
            public Complex green(Complex z) {
                Complex root = z.minus(Complex.real(low))
                        .sqrt()
                        .times(z.minus(Complex.real(high)).sqrt());
                return z.minus(Complex.real(v * (1 - q))).minus(root).over(z.times(2 * v * q));
            }

            @Override
            public Complex slope(Complex z) {
                Complex root = z.minus(Complex.real(low))
                        .sqrt()
                        .times(z.minus(Complex.real(high)).sqrt());
                Complex rootSlope = z.minus(Complex.real((low + high) / 2)).over(root);
                Complex g = green(z);
                return Complex.ONE.minus(rootSlope).over(z.times(2 * v * q)).minus(g.over(z));
            }

            @Override
            public double lowerEdge() {
                return low;
            }

            @Override
            public double upperEdge() {
                return high;
            }
        };
    }

    /**
     * The spectrum of A + U B U', U a random rotation, is the free convolution of A's and B's. Eigenvalues repel, so the
     * number below any point strays from its expectation by O(sqrt(log n)): its variance is (1/pi^2)(ln(2 pi L) + 1.4) for the
     * L = n/2 eigenvalues on one side (orthogonal ensemble; Mehta 2004, eq. 16.1.3, half of it for one moving end), about 0.8.
     * Five deviations and the step of 1 of the count: 6/n = 0.03. Independent values would need 0.14.
     */
    @Test
    void sumsOfIndependentMatricesHaveTheConvolutionsSpectrum() {
        double[] a = new double[N];
        Arrays.setAll(a, k -> k < 100 ? 1 : k < 160 ? 3 : 6);
        double[] b = IntStream.range(0, N)
                .mapToDouble(k -> new InverseMarchenkoPastur(1).quantile((k + 0.5) / N))
                .toArray();
        double[] sum = spectrumOfSum(a, b, 99);
        assertThat(distance(sum, a, b)).isLessThan(6.0 / N);
        // It can tell: with a fifth of A's values moved from 1 to 3 the distance is too large.
        double[] other = a.clone();
        Arrays.fill(other, 60, 100, 3);
        assertThat(distance(sum, other, b)).isGreaterThan(6.0 / N);
    }

    private static double distance(double[] spectrum, double[] a, double[] b) {
        FreeConvolution convolution = new FreeConvolution(EmpiricalSpectrum.of(a), EmpiricalSpectrum.of(b));
        int points = 1000;
        double low = spectrum[0] - 1;
        double step = (spectrum[N - 1] + 1 - low) / points;
        double[] x = IntStream.range(0, points)
                .mapToDouble(k -> low + (k + 0.5) * step)
                .toArray();
        double[] density = convolution.density(x, 1e-4);
        double cdf = 0;
        double distance = 0;
        int below = 0;
        for (int k = 0; k < points; k++) {
            cdf += density[k] * step;
            while (below < N && spectrum[below] <= x[k] + step / 2) {
                below++;
            }
            distance = Math.max(distance, Math.abs(cdf - (double) below / N));
        }
        // Midpoint rule on edges like square roots, and the blur beyond the ends.
        assertThat(cdf).isCloseTo(1, within(1e-3));
        return distance;
    }

    /** Eigenvalues of a positive definite matrix are its singular values. */
    private static double[] spectrumOfSum(double[] a, double[] b, long seed) {
        double[][] u = rotation(seed);
        double[] sum = new double[N * N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                double element = i == j ? a[i] : 0;
                for (int k = 0; k < N; k++) {
                    element += u[k][i] * b[k] * u[k][j];
                }
                sum[i * N + j] = element;
            }
        }
        return Arrays.stream(Spectrum.of(sum, N, N).eigenvalues())
                .map(Math::sqrt)
                .toArray();
    }

    /** Rows of normal numbers, made orthonormal one after the other, twice each. */
    private static double[][] rotation(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] u = new double[N][N];
        for (int i = 0; i < N; i++) {
            Arrays.setAll(u[i], j -> random.nextGaussian());
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < i; k++) {
                    double dot = dot(u[i], u[k]);
                    for (int j = 0; j < N; j++) {
                        u[i][j] -= dot * u[k][j];
                    }
                }
            }
            double norm = Math.sqrt(dot(u[i], u[i]));
            for (int j = 0; j < N; j++) {
                u[i][j] /= norm;
            }
        }
        return u;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }

    @Test
    void onTheAxisThereIsNoAnswer() {
        Laws.Semicircle law = new Laws.Semicircle(0, 1);
        assertThatThrownBy(() -> new FreeConvolution(law, law).green(Complex.real(1)))
                .hasMessageContaining("not above the real axis");
    }
}
