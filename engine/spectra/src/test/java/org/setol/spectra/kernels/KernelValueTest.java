package org.setol.spectra.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.source.StridedView;

/** What the kernels compute, against exact arithmetic and hand-made codes. */
final class KernelValueTest {

    @Test
    void sumStaysWithinItsErrorBound() {
        double[] x = new SplittableRandom(3)
                .doubles(10_001)
                .map(u -> Math.scalb(u - 0.5, (int) (40 * u)))
                .toArray();
        BigDecimal exact = DoubleStream.of(x).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        double magnitudes = DoubleStream.of(x).map(Math::abs).sum();
        assertThat(Kernels.sum(x)).isCloseTo(exact.doubleValue(), within((x.length / 8 + 3) * 0x1p-53 * magnitudes));
    }

    /** 4 u^2 for the product and 3.01 u^2 for the sum, u = 2^-53, both of their own magnitude. */
    @Test
    void doubleDoubleProductsAndSumsErrByFewUnits() {
        SplittableRandom random = new SplittableRandom(4);
        for (int trial = 0; trial < 2000; trial++) {
            DoubleDoubles a = oneOf(random);
            DoubleDoubles b = oneOf(random);
            DoubleDoubles c = oneOf(random);
            BigDecimal product = exact(a).multiply(exact(b));
            BigDecimal sum = exact(c).add(product);
            Kernels.addProducts(a, 0, b, c, 0, 1);
            double bound = 0x1p-106 * (4 * Math.abs(product.doubleValue()) + 3.02 * Math.abs(sum.doubleValue()));
            assertThat(Math.abs(exact(c).subtract(sum).doubleValue())).isLessThanOrEqualTo(bound * (1 + 1e-12));
        }
    }

    private static DoubleDoubles oneOf(SplittableRandom random) {
        DoubleDoubles number = DoubleDoubles.zeros(1);
        double high = Math.scalb(random.nextDouble() - 0.5, random.nextInt(8));
        number.set(0, high, 0x1p-53 * high * (random.nextDouble() - 0.5));
        return number;
    }

    private static BigDecimal exact(DoubleDoubles number) {
        return new BigDecimal(number.high()[0]).add(new BigDecimal(number.low()[0]));
    }

    @Test
    void seriesMultiplyLikePolynomials() {
        DoubleDoubles a = DoubleDoubles.of(new double[] {1, 2, 3});
        DoubleDoubles b = DoubleDoubles.of(new double[] {4, -5});
        DoubleDoubles c = DoubleDoubles.of(new double[] {9, 9, 9, 9, 9});
        Kernels.multiplySeries(a, b, c);
        assertThat(c.high()).containsExactly(4, 3, 2, -15, 0);
        DoubleDoubles cut = DoubleDoubles.zeros(2);
        Kernels.multiplySeries(a, b, cut);
        assertThat(cut.high()).containsExactly(4, 3);
        assertThatThrownBy(() -> Kernels.addProducts(a, 0, b, cut, 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void resolventSumsAreTheFormulas() {
        double[] sums = new double[4];
        Kernels.resolventSums(new double[] {1, 4}, 2, 1, sums);
        // d = 1 and -2, q = 1/2 and 1/5.
        assertThat(sums[0]).isCloseTo(0.5 - 0.4, within(1e-16));
        assertThat(sums[1]).isCloseTo(0.7, within(2e-16));
        assertThat(sums[2]).isCloseTo(0 + 3.0 / 25, within(1e-16));
        assertThat(sums[3]).isCloseTo(1.0 / 4 - 2.0 / 25, within(1e-16));
    }

    @Test
    void innerProductsStayWithinTheirErrorBound() {
        double[] x = new SplittableRandom(4).doubles(10_001).map(u -> u - 0.5).toArray();
        double[] y = new SplittableRandom(5).doubles(10_001).map(u -> u - 0.4).toArray();
        BigDecimal exact = BigDecimal.ZERO;
        double magnitudes = 0;
        for (int k = 0; k < x.length; k++) {
            exact = exact.add(new BigDecimal(x[k]).multiply(new BigDecimal(y[k])));
            magnitudes += Math.abs(x[k] * y[k]);
        }
        assertThat(Kernels.dot(x, y, x.length))
                .isCloseTo(exact.doubleValue(), within((x.length / 8 + 3) * 0x1p-53 * magnitudes));
        assertThatThrownBy(() -> Kernels.dot(x, new double[3], 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void sumExpIsTheSumOfPowers() {
        double[] logs = {Math.log(2), Math.log(3), Double.NEGATIVE_INFINITY};
        assertThat(Kernels.sumExp(logs, 2, 0)).isCloseTo(13, within(1e-14));
        assertThat(Kernels.sumExp(new double[0], 2, 0)).isZero();
    }

    @Test
    void theMaximumOfNothingIsMinusInfinity() {
        assertThat(Kernels.max(new double[0])).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Kernels.max(new double[] {-3, -1, -2})).isEqualTo(-1);
    }

    @Test
    void aTrainingStepsKernelsDoWhatTheyAreCalled() {
        try (Arena arena = Arena.ofConfined()) {
            Matrix z = matrix(arena, 2, 3, -1, 2, 0.5, 4, -3, -0.25);
            Kernels.biasRelu(z, matrix(arena, 1, 3, 0.5, -3, 0.25));
            assertThat(elements(z)).containsExactly(0, 0, 0.75, 4.5, 0, 0);

            Matrix gradient = matrix(arena, 2, 3, 1, 2, 3, 4, 5, 6);
            Kernels.reluGradient(z, gradient);
            assertThat(elements(gradient)).containsExactly(0, 0, 3, 4, 0, 0);

            Matrix bias = matrix(arena, 1, 3, 10, 20, 30);
            Kernels.addColumnSums(-0.5f, matrix(arena, 2, 3, 1, 2, 3, 4, 5, 6), bias);
            assertThat(elements(bias)).containsExactly(7.5, 16.5, 25.5);

            assertThatThrownBy(() -> Kernels.biasRelu(z, matrix(arena, 1, 2, 0, 0)))
                    .hasMessageContaining("2 elements, 3 are needed");
            assertThatThrownBy(() -> Kernels.reluGradient(z, Matrix.allocate(arena, 2, 3, Precision.FLOAT64)))
                    .hasMessageContaining("float32");
        }
    }

    private static Matrix matrix(Arena arena, int rows, int cols, double... values) {
        Matrix matrix = Matrix.allocate(arena, rows, cols, Precision.FLOAT32);
        for (int k = 0; k < values.length; k++) {
            matrix.set(k / cols, k % cols, values[k]);
        }
        return matrix;
    }

    private static double[] elements(Matrix matrix) {
        double[] values = new double[(int) matrix.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = matrix.get(k / matrix.cols(), k % matrix.cols());
        }
        return values;
    }

    @Test
    void rangesOutsideTheArrayAreRefused() {
        assertThatThrownBy(() -> Kernels.sum(new double[3], 1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Kernels.log(new double[3], new double[2])).hasMessageContaining("3 are needed");
    }

    /** Codes from the tables of arXiv:2209.05433 and from IEEE 754. */
    @Test
    void narrowCodesMeanWhatTheirStandardsSay() {
        assertThat(widen(ElementType.FLOAT8_E4M3, 0x7e)).isEqualTo(448);
        assertThat(widen(ElementType.FLOAT8_E4M3, 0x01)).isEqualTo(0x1p-9);
        assertThat(widen(ElementType.FLOAT8_E4M3, 0xb8)).isEqualTo(-1);
        assertThat(widen(ElementType.FLOAT8_E4M3, 0x7f)).isNaN();
        assertThat(widen(ElementType.FLOAT8_E5M2, 0x7b)).isEqualTo(57344);
        assertThat(widen(ElementType.FLOAT8_E5M2, 0x01)).isEqualTo(0x1p-16);
        assertThat(widen(ElementType.FLOAT8_E5M2, 0xfc)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(widen(ElementType.FLOAT8_E5M2, 0x7d)).isNaN();
        assertThat(widen(ElementType.FLOAT16, 0x3c00)).isEqualTo(1);
        assertThat(widen(ElementType.FLOAT16, 0x0001)).isEqualTo(0x1p-24);
        assertThat(widen(ElementType.BFLOAT16, 0xc040)).isEqualTo(-3);
    }

    private static double widen(ElementType type, int code) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stored = arena.allocate(2);
            if (type.bytes() == 1) {
                stored.set(ValueLayout.JAVA_BYTE, 0, (byte) code);
            } else {
                stored.set(ValueLayout.JAVA_SHORT, 0, (short) code);
            }
            Matrix target = Matrix.allocate(arena, 1, 1, Precision.FLOAT64);
            StridedView.rowMajor(stored, type, 1, 1).copyTo(target);
            return target.get(0, 0);
        }
    }

    @Test
    void aStridedViewIsGatheredAndATransposeIsTheTranspose() {
        double[] stored = DoubleStream.iterate(0, v -> v + 1).limit(60).toArray();
        StridedView view = new StridedView(MemorySegment.ofArray(stored), ElementType.FLOAT64, 2, 3, 4, 20, 5);
        try (Arena arena = Arena.ofConfined()) {
            Matrix a = Matrix.allocate(arena, 3, 4, Precision.FLOAT32);
            Matrix b = Matrix.allocate(arena, 4, 3, Precision.FLOAT64);
            view.copyTo(a);
            view.transpose().copyTo(b);
            assertThat(a.get(2, 3)).isEqualTo(2 + 2 * 20 + 3 * 5);
            assertThat(b.get(3, 2)).isEqualTo(a.get(2, 3));
            assertThatThrownBy(() -> view.copyTo(b)).hasMessageContaining("view is 3 x 4, target 4 x 3");
        }
    }

    @Test
    void aViewBeyondItsBytesIsRefused() {
        MemorySegment stored = MemorySegment.ofArray(new double[60]);
        assertThatThrownBy(() -> new StridedView(stored, ElementType.FLOAT64, 3, 3, 4, 20, 6))
                .hasMessageContaining("beyond the 60 stored");
        assertThatThrownBy(() -> StridedView.rowMajor(stored, ElementType.INT32, 2, 2))
                .hasMessageContaining("I32 does not hold weights");
    }
}
