package org.setol.spectra.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Precision;

/**
 * Vector kernels against their scalar twins: the same bits at every length and offset. Surefire runs this class once for
 * each width (see the pom), the width being fixed for a JVM.
 */
final class KernelTwinTest {

    private static final int[] LENGTHS = {
        0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 23, 31, 33, 63, 64, 65, 127, 702, 1021, 2047, 2048, 2049, 4098
    };

    private static final KernelSet SCALAR = KernelSet.scalar();
    private static final KernelSet VECTOR = VectorKernelSet.create();

    private static double[] random(int length, long seed, DoubleUnaryOperator map) {
        return new SplittableRandom(seed).doubles(length).map(map).toArray();
    }

    private static void assertSameBits(double[] actual, double[] expected) {
        for (int k = 0; k < expected.length; k++) {
            // Raw bits but for NaN, whose payload no operation defines.
            assertThat(Double.doubleToLongBits(actual[k]))
                    .as("element %d", k)
                    .isEqualTo(Double.doubleToLongBits(expected[k]));
        }
    }

    private static double[] specials() {
        return new double[] {
            0.0,
            -0.0,
            1,
            -1,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            709.78,
            709.79,
            710,
            -708.4,
            -745.13,
            -745.14,
            -746,
            1e-320,
            Math.nextDown(1.0),
            Math.nextUp(1.0),
            Math.sqrt(0.5),
            Math.sqrt(2),
            1e308
        };
    }

    @Test
    void expIsTheTwinsAtEveryLength() {
        for (int length : LENGTHS) {
            assertExpTwin(random(length, length, u -> 1500 * (u - 0.5)));
        }
        assertExpTwin(specials());
    }

    private static void assertExpTwin(double[] x) {
        double[] expected = new double[x.length];
        double[] actual = new double[x.length];
        SCALAR.elementary().exp(x, 0, x.length, expected);
        VECTOR.elementary().exp(x, 0, x.length, actual);
        assertSameBits(actual, expected);
    }

    @Test
    void logIsTheTwinsAtEveryLength() {
        for (int length : LENGTHS) {
            assertLogTwin(random(length, length, u -> Math.scalb(1 + u, (int) (2098 * u) - 1074)));
        }
        assertLogTwin(specials());
    }

    private static void assertLogTwin(double[] x) {
        double[] expected = new double[x.length];
        double[] actual = new double[x.length];
        SCALAR.elementary().log(x, 0, x.length, expected);
        VECTOR.elementary().log(x, 0, x.length, actual);
        assertSameBits(actual, expected);
    }

    @Test
    void sumsAndMaximaAreTheTwinsAtEveryLengthAndOffset() {
        for (int length : LENGTHS) {
            double[] x = random(length + 3, length, u -> Math.scalb(u - 0.5, (int) (60 * u)));
            for (int from = 0; from < 3; from++) {
                int to = from + length;
                assertThat(VECTOR.reductions().sum(x, from, to))
                        .isEqualTo(SCALAR.reductions().sum(x, from, to));
                assertThat(VECTOR.reductions().max(x, from, to))
                        .isEqualTo(SCALAR.reductions().max(x, from, to));
                assertThat(VECTOR.reductions().sumExp(x, from, to, 1e-17, -0.5))
                        .isEqualTo(SCALAR.reductions().sumExp(x, from, to, 1e-17, -0.5));
            }
        }
        for (int length : LENGTHS) {
            double[] x = random(length, length, u -> Math.scalb(u - 0.5, (int) (60 * u)));
            double[] y = random(length, length + 1, u -> Math.scalb(0.4 - u, (int) (40 * u)));
            assertThat(VECTOR.reductions().dot(x, y, length))
                    .isEqualTo(SCALAR.reductions().dot(x, y, length));
        }
        double[] withNan = {1, 2, 3, 4, 5, 6, Double.NaN, 8, 9, 10, 11, 12};
        assertThat(VECTOR.reductions().max(withNan, 0, 12)).isNaN();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void sumsOfSquaresAreTheTwins(Precision precision) {
        try (Arena arena = Arena.ofConfined()) {
            for (int length : LENGTHS) {
                MemorySegment x = arena.allocate(8L * length + 8, 64);
                double[] values = random(length, length, u -> 100 * (u - 0.5));
                for (int k = 0; k < length; k++) {
                    set(precision, x, k, values[k]);
                }
                assertThat(VECTOR.reductions().sumOfSquares(precision, x, length))
                        .isEqualTo(SCALAR.reductions().sumOfSquares(precision, x, length));
            }
            MemorySegment x = arena.allocate(8L * 100, 64);
            set(precision, x, 37, Double.NaN);
            assertThat(VECTOR.reductions().sumOfSquares(precision, x, 100)).isNaN();
        }
    }

    private static void set(Precision precision, MemorySegment x, long k, double value) {
        if (precision == Precision.FLOAT32) {
            x.setAtIndex(ValueLayout.JAVA_FLOAT, k, (float) value);
        } else {
            x.setAtIndex(ValueLayout.JAVA_DOUBLE, k, value);
        }
    }

    @Test
    void ksDeviationsAreTheTwins() {
        for (int length : LENGTHS) {
            if (length == 0) {
                continue;
            }
            double[] logs = new SplittableRandom(length)
                    .doubles(length)
                    .map(u -> 9 * u * u)
                    .sorted()
                    .toArray();
            for (int first : new int[] {0, length / 3, length - 1}) {
                int m = length - first;
                for (double offset : new double[] {0, 0.5}) {
                    assertThat(VECTOR.ks().maxDeviation(logs, first, m, 1.37, offset, first, length))
                            .isEqualTo(SCALAR.ks().maxDeviation(logs, first, m, 1.37, offset, first, length));
                }
                double[] expected = new double[length];
                double[] actual = new double[length];
                SCALAR.ks().cdf(logs, logs[first], 1.37, first, length, expected);
                VECTOR.ks().cdf(logs, logs[first], 1.37, first, length, actual);
                assertSameBits(actual, expected);
            }
        }
    }

    @Test
    void densitySumsAreTheTwinsAtEveryLengthAndOffset() {
        for (int length : LENGTHS) {
            double[] x = random(length + 3, length, u -> 4 * u);
            for (int from = 0; from < 3; from++) {
                int to = from + length;
                assertThat(VECTOR.density().triangle(x, from, to, 1.9, 0.7))
                        .isEqualTo(SCALAR.density().triangle(x, from, to, 1.9, 0.7));
                assertThat(VECTOR.density().gaussian(x, from, to, 1.9, 0.7))
                        .isEqualTo(SCALAR.density().gaussian(x, from, to, 1.9, 0.7));
            }
        }
    }

    @Test
    void resolventSumsAreTheTwinsAtEveryLength() {
        for (int length : LENGTHS) {
            double[] x = random(length, length, u -> 4 * u);
            double[] expected = new double[4];
            double[] actual = new double[4];
            for (double im : new double[] {0, 1e-3, -2}) {
                SCALAR.density().resolvent(x, 1.9, im, expected);
                VECTOR.density().resolvent(x, 1.9, im, actual);
                assertSameBits(actual, expected);
            }
        }
    }

    @Test
    void seriesLoopsAreTheTwinsAtEveryLengthAndOffset() {
        for (int length : LENGTHS) {
            DoubleDoubles x = doubleDoubles(length, length);
            DoubleDoubles p = doubleDoubles(length, length + 1);
            DoubleDoubles q = p.copy();
            double[] expected = new double[2];
            double[] actual = new double[2];
            SCALAR.series().multiplyAndSum(x, p, expected);
            VECTOR.series().multiplyAndSum(x, q, actual);
            assertSameBits(actual, expected);
            assertSameBits(q.high(), p.high());
            assertSameBits(q.low(), p.low());
            for (int at = 0; at < Math.min(3, length); at++) {
                DoubleDoubles c = doubleDoubles(length, 7);
                DoubleDoubles d = c.copy();
                SCALAR.series().addProducts(x, length - 1, p, c, at, length - at);
                VECTOR.series().addProducts(x, length - 1, p, d, at, length - at);
                assertSameBits(d.high(), c.high());
                assertSameBits(d.low(), c.low());
            }
        }
    }

    private static DoubleDoubles doubleDoubles(int length, long seed) {
        DoubleDoubles numbers = DoubleDoubles.zeros(length);
        double[] high = random(length, seed, u -> Math.scalb(u - 0.5, (int) (20 * u)));
        double[] low = random(length, seed + 1, u -> 0x1p-53 * (u - 0.5));
        for (int k = 0; k < length; k++) {
            numbers.set(k, high[k], low[k] * high[k]);
        }
        return numbers;
    }

    /** Every length as one row, as a column, and as rows of three; values of both signs, zeros and NaN. */
    @Test
    void networkKernelsAreTheTwinsAtEveryShape() {
        try (Arena arena = Arena.ofConfined()) {
            for (int length : LENGTHS) {
                for (int rows : new int[] {1, 3, length}) {
                    int cols = rows == length ? 1 : length;
                    assertNetworkTwins(arena, rows, cols);
                }
            }
        }
    }

    private static void assertNetworkTwins(Arena arena, int rows, int cols) {
        MemorySegment a = floats(arena, rows * cols, 1);
        MemorySegment bias = floats(arena, cols, 2);
        MemorySegment[] results = new MemorySegment[2];
        for (int twin = 0; twin < 2; twin++) {
            NetworkKernel kernel = (twin == 0 ? SCALAR : VECTOR).network();
            MemorySegment z = floats(arena, rows * cols, 3);
            MemorySegment sums = floats(arena, cols, 4);
            kernel.biasRelu(z, rows, cols, bias);
            kernel.reluGradient(a, z, (long) rows * cols);
            kernel.addColumnSums(-0.3f, a, rows, cols, sums);
            results[twin] = arena.allocate(z.byteSize() + sums.byteSize());
            MemorySegment.copy(z, 0, results[twin], 0, z.byteSize());
            MemorySegment.copy(sums, 0, results[twin], z.byteSize(), sums.byteSize());
        }
        for (long k = 0; k < results[0].byteSize() / Float.BYTES; k++) {
            assertThat(Float.floatToIntBits(results[1].getAtIndex(ValueLayout.JAVA_FLOAT, k)))
                    .as("%d x %d, element %d", rows, cols, k)
                    .isEqualTo(Float.floatToIntBits(results[0].getAtIndex(ValueLayout.JAVA_FLOAT, k)));
        }
    }

    /** Aligned as a float and no further: rows of a matrix are. */
    private static MemorySegment floats(Arena arena, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MemorySegment values = arena.allocate(4L * count + 4, 64).asSlice(4);
        for (int k = 0; k < count; k++) {
            int kind = random.nextInt(20);
            float value = kind == 0 ? 0f : kind == 1 ? -0f : kind == 2 ? Float.NaN : (float) random.nextGaussian();
            values.setAtIndex(ValueLayout.JAVA_FLOAT, k, value);
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"FLOAT16", "BFLOAT16", "FLOAT8_E4M3", "FLOAT8_E5M2"})
    void everyNarrowCodeWidensAsTheTwinSays(ElementType type) {
        int codes = type.bytes() == 1 ? 256 : 65536;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stored = arena.allocate((long) codes * type.bytes());
            for (int code = 0; code < codes; code++) {
                if (type.bytes() == 1) {
                    stored.set(ValueLayout.JAVA_BYTE, code, (byte) code);
                } else {
                    stored.setAtIndex(ValueLayout.JAVA_SHORT, code, (short) code);
                }
            }
            assertWidensLikeTheTwin(arena, type, stored, codes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT32", "FLOAT64", "BFLOAT16", "FLOAT8_E4M3"})
    void widensTheSameAtEveryLengthAndOffset(ElementType type) {
        try (Arena arena = Arena.ofConfined()) {
            SplittableRandom random = new SplittableRandom(5);
            for (int length : LENGTHS) {
                // An odd byte offset: members of a zip file are aligned to nothing.
                MemorySegment stored = arena.allocate(8L * length + 1).asSlice(1);
                for (long k = 0; k < stored.byteSize(); k++) {
                    stored.set(ValueLayout.JAVA_BYTE, k, (byte) random.nextInt());
                }
                assertWidensLikeTheTwin(arena, type, stored, length);
            }
        }
    }

    @Test
    void float64IsRoundedToTheNearestFloat32EvenOnTies() {
        try (Arena arena = Arena.ofConfined()) {
            SplittableRandom random = new SplittableRandom(9);
            int count = 4096;
            MemorySegment stored = arena.allocate(8L * count);
            for (int k = 0; k < count; k++) {
                // Halfway between two floats, a little off it, or anywhere; from below float32's subnormals to beyond
                // its largest.
                float near = Math.scalb(1 + random.nextFloat(), random.nextInt(-152, 129));
                double half = near + Math.ulp(near) / 2.0;
                double value = switch (k % 4) {
                    case 0 -> half;
                    case 1 -> Math.nextUp(half);
                    case 2 -> Math.nextDown(half);
                    default -> near * (1 + random.nextDouble() * 0x1p-20);
                };
                stored.setAtIndex(ValueLayout.JAVA_DOUBLE, k, k % 8 < 4 ? value : -value);
            }
            assertWidensLikeTheTwin(arena, ElementType.FLOAT64, stored, count);
        }
    }

    private static void assertWidensLikeTheTwin(Arena arena, ElementType type, MemorySegment stored, int count) {
        for (Precision precision : Precision.values()) {
            MemorySegment expected = arena.allocate(8L * count + 8, 64);
            MemorySegment actual = arena.allocate(8L * count + 8, 64);
            new ScalarWidening().widen(type, stored, 0, 1, precision, expected, 0, count);
            for (KernelSet kernels : new KernelSet[] {SCALAR, VECTOR}) {
                actual.fill((byte) 0x55);
                kernels.widening().widen(type, stored, 0, 1, precision, actual, 0, count);
                for (int k = 0; k < count; k++) {
                    Double wanted = get(precision, expected, k);
                    assertThat(get(precision, actual, k))
                            .as("%s code %d", type, k)
                            .isEqualTo(wanted);
                }
            }
        }
    }

    private static double get(Precision precision, MemorySegment x, long k) {
        return precision == Precision.FLOAT32
                ? x.getAtIndex(ValueLayout.JAVA_FLOAT, k)
                : x.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
    }
}
