package org.setol.models.synth;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.random.Philox;
import org.setol.spectra.random.RandomWords;

/**
 * A matrix whose spectrum has the tail of a trained layer's: independent noise, of which each row (or column, the shorter
 * side's) is multiplied by a factor whose square is Pareto distributed with density exponent alpha. W'W is a sample
 * covariance of a population with that power law, and keeps its tail's exponent (Silverstein 1995, J. Multivariate Anal. 55,
 * 331), at the cost of sixteen random bits and two products an element; adding singular vectors would cost a product of matrices.
 *
 * <p>Elements are those of a counter-based generator: a function of seed, name and place, whatever else the model holds, in
 * whatever order and by however many threads they are written.
 */
final class HeavyTailed {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Rows a task writes at a time have about so many elements. */
    private static final int CHUNK = 1 << 18;

    /** Alpha of a matrix is between these, each value equally likely: where most layers of good models lie. */
    private static final double LEAST_ALPHA = 2.4;

    private static final double MOST_ALPHA = 4.4;

    /** Root mean square of the elements: initializer_range of these models. */
    private static final double DEVIATION = 0.02;

    /** Two bytes of a word, added, less their mean: what it is on average squared. */
    private static final double NOISE_VARIANCE = (256.0 * 256 - 1) / 6;

    /** Elements that one block of the generator makes. */
    private static final int BLOCK = 8;

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The complement of a matrix's stream is that of its factors. */
    private final long stream;

    private final long seed;
    private final int cols;
    private final float[] rowFactors;
    private final float[] colFactors;

    private HeavyTailed(long stream, long seed, float[] rowFactors, float[] colFactors) {
        this.stream = stream;
        this.seed = seed;
        this.cols = colFactors.length;
        this.rowFactors = rowFactors;
        this.colFactors = colFactors;
    }

    /** The matrix of that name. */
    static HeavyTailed of(String name, int rows, int cols, long seed) {
        long stream = stream(name);
        RandomWords words = new RandomWords(seed, ~stream);
        float[] heavy = factors(Math.min(rows, cols), words);
        float[] flat = new float[Math.max(rows, cols)];
        Arrays.fill(flat, 1);
        return rows <= cols ? new HeavyTailed(stream, seed, heavy, flat) : new HeavyTailed(stream, seed, flat, heavy);
    }

    /** FNV-1a of the name, so that a matrix is the same in models with more layers and with fewer. */
    private static long stream(String name) {
        long hash = FNV_BASIS;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }

    /** Roots of Pareto numbers, one from each of {@code count} equally likely parts, shuffled; scaled to {@link #DEVIATION}. */
    private static float[] factors(int count, RandomWords words) {
        double alpha = LEAST_ALPHA + (MOST_ALPHA - LEAST_ALPHA) * words.uniform();
        double[] squares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            squares[i] = Math.pow((i + words.uniform()) / count, -1 / (alpha - 1));
            sum += squares[i];
        }
        for (int last = count - 1; last > 0; last--) {
            int other = (int) words.below(last + 1L);
            double held = squares[last];
            squares[last] = squares[other];
            squares[other] = held;
        }
        double scale = DEVIATION * DEVIATION / NOISE_VARIANCE * count / sum;
        float[] factors = new float[count];
        for (int i = 0; i < count; i++) {
            factors[i] = (float) Math.sqrt(squares[i] * scale);
        }
        return factors;
    }

    /** Writes {@code count} rows from {@code first} on, on all cores. */
    void write(int first, int count, ElementType type, MemorySegment target) {
        int chunk = Math.max(1, CHUNK / cols);
        IntStream.range(0, Math.ceilDiv(count, chunk)).parallel().forEach(k -> {
            int from = k * chunk;
            int to = Math.min(count, from + chunk);
            float[] row = new float[cols + BLOCK];
            for (int i = from; i < to; i++) {
                row(first + i, row);
                store(row, type, target, (long) i * cols);
            }
        });
    }

    private void row(int i, float[] row) {
        int[] words = new int[BLOCK / 2];
        int blocks = Math.ceilDiv(cols, BLOCK);
        for (int b = 0; b < blocks; b++) {
            Philox.block((long) i * blocks + b, stream, seed, words, 0);
            for (int w = 0; w < words.length; w++) {
                row[b * BLOCK + 2 * w] = noise(words[w]);
                row[b * BLOCK + 2 * w + 1] = noise(words[w] >>> 16);
            }
        }
        float factor = rowFactors[i];
        for (int j = 0; j < cols; j++) {
            row[j] *= factor * colFactors[j];
        }
    }

    private static float noise(int bits) {
        return (bits & 0xFF) + ((bits >>> 8) & 0xFF) - 255;
    }

    private void store(float[] row, ElementType type, MemorySegment target, long index) {
        switch (type) {
            case FLOAT32 -> MemorySegment.copy(row, 0, target, FLOAT, index * Float.BYTES, cols);
            case FLOAT16 -> {
                for (int j = 0; j < cols; j++) {
                    target.set(SHORT, (index + j) * Short.BYTES, Float.floatToFloat16(row[j]));
                }
            }
            case BFLOAT16 -> {
                for (int j = 0; j < cols; j++) {
                    target.set(SHORT, (index + j) * Short.BYTES, bfloat16(row[j]));
                }
            }
            default -> throw new IllegalArgumentException(type.label() + " is no type of a synthetic model");
        }
    }

    /** To nearest, ties to even, of a finite number. */
    private static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
