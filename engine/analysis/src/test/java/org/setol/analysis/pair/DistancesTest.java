package org.setol.analysis.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.ProcessMemory;
import org.setol.analysis.Setol;
import org.setol.analysis.TestModels;
import org.setol.models.layers.LayerFilter;
import org.setol.models.layers.LayerRules;

/** Against the formulas, written out. */
final class DistancesTest {

    private static final int OUT = 12;
    private static final int IN = 9;
    private static final int KERNEL = 2;
    private static final double TOLERANCE = 1e-12;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private static float[] random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int k = 0; k < count; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return values;
    }

    private final float[] denseA = random(1, OUT * IN);
    private final float[] denseB = random(2, OUT * IN);
    private final float[] convA = random(3, OUT * IN * KERNEL * KERNEL);
    private final float[] convB = random(4, OUT * IN * KERNEL * KERNEL);
    private final float[] biasA = random(5, OUT);
    private final float[] biasB = random(6, OUT);

    private Path a() throws Exception {
        return new TestModels()
                .tensor("dense.weight", denseA, OUT, IN)
                .tensor("dense.bias", biasA, OUT)
                .tensor("conv.weight", convA, OUT, IN, KERNEL, KERNEL)
                .tensor("alone.weight", random(7, 20), 4, 5)
                .write(folder.resolve("a.safetensors"));
    }

    private Path b() throws Exception {
        return new TestModels()
                .tensor("model.conv.weight", convB, OUT, IN, KERNEL, KERNEL)
                .tensor("model.dense.weight", denseB, OUT, IN)
                .tensor("model.dense.bias", biasB, OUT)
                .tensor("extra.weight", random(7, 20), 4, 5)
                .write(folder.resolve("b.safetensors"));
    }

    private static DistanceReport distances(AnalysisOptions options, Path a, Path b, DistanceMethod method)
            throws Exception {
        try (Setol setol = Setol.open(options)) {
            return setol.distances(a, b, method);
        }
    }

    private static AnalysisOptions anySize() {
        return AnalysisOptions.defaults().withRules(LayerRules.defaults().withMinEvals(1));
    }

    private static double norm(float[] x, float[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += ((double) x[k] - y[k]) * ((double) x[k] - y[k]);
        }
        return Math.sqrt(sum);
    }

    private static double size(float[] x) {
        return norm(x, new float[x.length]);
    }

    /** Kernel position k of a convolution, OUT x IN. */
    private static float[] slice(float[] conv, int k) {
        float[] slice = new float[OUT * IN];
        for (int i = 0; i < slice.length; i++) {
            slice[i] = conv[i * KERNEL * KERNEL + k];
        }
        return slice;
    }

    private static double cross(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < IN; i++) {
            for (int j = 0; j < IN; j++) {
                double dot = 0;
                for (int k = 0; k < OUT; k++) {
                    dot += (double) x[k * IN + i] * y[k * IN + j];
                }
                sum += dot * dot;
            }
        }
        return Math.sqrt(sum);
    }

    private static double cka(float[] x, float[] y) {
        return cross(x, y) / Math.sqrt(cross(x, x) * cross(y, y));
    }

    /** As Keras 2 and 3 name them; the recurrent kernel beside a kernel is not its bias. */
    @ParameterizedTest
    @CsvSource({"dense/dense/kernel:0,dense/dense/bias:0", "layers/dense/vars/0,layers/dense/vars/1"})
    void biasesAreFoundUnderTheNamesOfKeras(String kernel, String bias) throws Exception {
        Path a = new TestModels()
                .tensor(kernel, denseA, OUT, IN)
                .tensor(bias, biasA, OUT)
                .tensor("layers/lstm/vars/0", denseA, OUT, IN)
                .tensor("layers/lstm/vars/1", denseA, OUT, IN)
                .write(folder.resolve("a.safetensors"));
        Path b = new TestModels()
                .tensor(kernel, denseB, OUT, IN)
                .tensor(bias, biasB, OUT)
                .tensor("layers/lstm/vars/0", denseA, OUT, IN)
                .tensor("layers/lstm/vars/1", denseA, OUT, IN)
                .write(folder.resolve("b.safetensors"));
        List<LayerDistance> rows =
                distances(anySize(), a, b, DistanceMethod.RAW).layers();
        assertThat(rows.getFirst().bias().getAsDouble()).isCloseTo(norm(biasA, biasB), within(TOLERANCE));
        assertThat(rows.subList(1, rows.size())).allMatch(row -> row.bias().isEmpty());
    }

    @Test
    void rawIsTheNormOfTheDifferenceOfTensorsAndBiases() throws Exception {
        DistanceReport report = distances(anySize(), a(), b(), DistanceMethod.RAW);

        assertThat(report.layers()).hasSize(4);
        LayerDistance dense = report.layers().get(0);
        assertThat(dense.weights().getAsDouble()).isCloseTo(norm(denseA, denseB), within(TOLERANCE));
        assertThat(dense.relative().getAsDouble()).isCloseTo(norm(denseA, denseB) / size(denseA), within(TOLERANCE));
        assertThat(dense.bias().getAsDouble()).isCloseTo(norm(biasA, biasB), within(TOLERANCE));
        assertThat(dense.biasLength()).hasValue(OUT);
        LayerDistance conv = report.layers().get(1);
        assertThat(conv.weights().getAsDouble()).isCloseTo(norm(convA, convB), within(TOLERANCE));
        assertThat(conv.bias()).isEmpty();
        double mean = (dense.weights().getAsDouble() + conv.weights().getAsDouble()) / 2;
        assertThat(report.meanWeights().getAsDouble()).isCloseTo(mean, within(TOLERANCE));
        assertThat(report.meanBias()).isEqualTo(dense.bias());
    }

    @Test
    void layersOfOneModelAloneAreListed() throws Exception {
        List<LayerDistance> rows =
                distances(anySize(), a(), b(), DistanceMethod.RAW).layers();

        assertThat(rows.get(2).left().orElseThrow().name()).isEqualTo("alone");
        assertThat(rows.get(2).reason()).isEqualTo("not in B");
        assertThat(rows.get(3).left()).isEmpty();
        assertThat(rows.get(3).right().orElseThrow().name()).isEqualTo("extra");
        assertThat(rows.get(3).reason()).isEqualTo("only in B");
        LayerFilter filter = LayerFilter.parse(List.of("dense"));
        AnalysisOptions filtered = anySize().withRules(anySize().rules().withFilter(filter));
        assertThat(distances(filtered, a(), b(), DistanceMethod.RAW).layers())
                .as("conv is not wanted, not missing")
                .extracting(LayerDistance::reason)
                .containsExactly("", "only in B");
    }

    @Test
    void euclideanIsTheMeanOverTheSlices() throws Exception {
        LayerDistance conv = distances(anySize(), a(), b(), DistanceMethod.EUCLIDEAN)
                .layers()
                .get(1);
        double sum = 0;
        double size = 0;
        for (int k = 0; k < KERNEL * KERNEL; k++) {
            sum += norm(slice(convA, k), slice(convB, k));
            size += size(slice(convA, k));
        }
        assertThat(conv.weights().getAsDouble()).isCloseTo(sum / 4, within(TOLERANCE));
        assertThat(conv.relative().getAsDouble()).isCloseTo(sum / size, within(TOLERANCE));
    }

    @Test
    void ckaIsTheMeanOfTheSlicesAlikenessAndEachOfThemWithoutPooling() throws Exception {
        List<LayerDistance> pooled =
                distances(anySize(), a(), b(), DistanceMethod.CKA).layers();
        double sum = 0;
        for (int k = 0; k < KERNEL * KERNEL; k++) {
            sum += cka(slice(convA, k), slice(convB, k));
        }
        assertThat(pooled.get(0).weights().getAsDouble()).isCloseTo(cka(denseA, denseB), within(TOLERANCE));
        assertThat(pooled.get(1).weights().getAsDouble()).isCloseTo(sum / 4, within(TOLERANCE));
        AnalysisOptions slices = anySize().withRules(anySize().rules().withPool(false));
        LayerDistance third =
                distances(slices, a(), b(), DistanceMethod.CKA).layers().get(3);
        assertThat(third.left().orElseThrow().sliceId()).hasValue(2);
        assertThat(third.weights().getAsDouble()).isCloseTo(cka(slice(convA, 2), slice(convB, 2)), within(TOLERANCE));
    }

    /** WeightWatcher stands slices upright: of wider ones it compares rows. */
    @Test
    void wideSlicesAreComparedByTheirRows() throws Exception {
        Path a = new TestModels().tensor("c.weight", convA, IN, OUT, 2, 2).write(folder.resolve("a.safetensors"));
        Path b = new TestModels().tensor("c.weight", convB, IN, OUT, 2, 2).write(folder.resolve("b.safetensors"));

        double value = distances(anySize(), a, b, DistanceMethod.CKA)
                .layers()
                .getFirst()
                .weights()
                .getAsDouble();

        double sum = 0;
        for (int k = 0; k < 4; k++) {
            sum += cka(transposed(slice(convA, k)), transposed(slice(convB, k)));
        }
        assertThat(value).isCloseTo(sum / 4, within(TOLERANCE));
    }

    /** An IN x OUT matrix as OUT x IN. */
    private static float[] transposed(float[] x) {
        float[] result = new float[x.length];
        for (int i = 0; i < IN; i++) {
            for (int j = 0; j < OUT; j++) {
                result[j * IN + i] = x[i * OUT + j];
            }
        }
        return result;
    }

    @Test
    void aModelIsAtDistanceZeroFromItselfOnAnyNumberOfThreads() throws Exception {
        Path a = a();
        assertThat(distances(anySize(), a, a, DistanceMethod.RAW).layers())
                .allSatisfy(row -> assertThat(row.weights()).hasValue(0));
        assertThat(distances(anySize(), a, a, DistanceMethod.CKA).layers())
                .allSatisfy(row -> assertThat(row.weights().getAsDouble()).isCloseTo(1, within(TOLERANCE)));
        assertThat(distances(anySize().withThreads(3), a, b(), DistanceMethod.CKA))
                .isEqualTo(distances(anySize().withThreads(1), a, b(), DistanceMethod.CKA));
    }

    @Test
    void missingNumbersHaveReasons() throws Exception {
        denseA[IN + 1] = Float.NaN;
        assertThat(distances(anySize(), a(), b(), DistanceMethod.RAW)
                        .layers()
                        .getFirst()
                        .reason())
                .isEqualTo("1 NaN weight, at row 1, column 1 in A");
        assertThat(distances(anySize(), b(), a(), DistanceMethod.EUCLIDEAN)
                        .layers()
                        .get(1)
                        .reason())
                .isEqualTo("1 NaN weight, at row 1, column 1 in B");
        assertThat(distances(anySize().withMemoryBytes(ProcessMemory.BYTES + 1000), a(), b(), DistanceMethod.CKA)
                        .layers()
                        .get(1)
                        .reason())
                .startsWith("needs ")
                .contains("--memory allows");
    }
}
