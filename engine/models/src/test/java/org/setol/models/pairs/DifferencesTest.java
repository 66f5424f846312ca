package org.setol.models.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.Tensor;
import org.setol.models.layers.Layer;
import org.setol.models.layers.LayerDecision;
import org.setol.models.layers.LayerFilter;
import org.setol.models.layers.LayerPlan;
import org.setol.models.layers.LayerRules;
import org.setol.models.layers.Skipped;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

final class DifferencesTest {

    private static final LayerRules ANY_SIZE = LayerRules.defaults().withMinEvals(1);

    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void close() {
        arena.close();
    }

    private Tensor matrix(String name, int rows, int cols, DoubleBinaryOperator element) {
        MemorySegment data = arena.allocate((long) Float.BYTES * rows * cols, 8);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                data.setAtIndex(ValueLayout.JAVA_FLOAT, (long) i * cols + j, (float) element.applyAsDouble(i, j));
            }
        }
        return Tensor.rowMajor(name, ElementType.FLOAT32, new long[] {rows, cols}, data);
    }

    private static ModelContents contents(String format, Tensor... tensors) {
        return new ModelContents(format, List.of(tensors), List.of(), Map.of());
    }

    private static List<LayerDecision> differences(ModelContents model, ModelContents base) {
        return Differences.of(LayerPlan.of(model, ANY_SIZE), model, base).decisions();
    }

    private double element(LayerDecision layer, int i, int j) {
        var source = ((Layer) layer).slices().getFirst();
        Matrix target = Matrix.allocate(arena, source.rows(), source.cols(), Precision.FLOAT64);
        source.copyTo(target);
        return target.get(i, j);
    }

    private static String reason(LayerDecision decision) {
        return ((Skipped) decision).reason();
    }

    @Test
    void subtractsByNameWhateverTheOrder() {
        ModelContents model = contents(
                "safetensors", matrix("a.weight", 3, 4, (i, j) -> 10 * i + j), matrix("b.weight", 2, 2, (i, j) -> 7));
        ModelContents base = contents(
                "safetensors", matrix("b.weight", 2, 2, (i, j) -> 5), matrix("a.weight", 3, 4, (i, j) -> i - j));

        List<LayerDecision> decisions = differences(model, base);

        assertThat(decisions).hasSize(2);
        assertThat(element(decisions.getFirst(), 2, 3)).isEqualTo(23 - (2 - 3));
        assertThat(element(decisions.getLast(), 1, 1)).isEqualTo(2);
    }

    @Test
    void aTransposedShapeIsTransposed() {
        ModelContents model = contents("safetensors", matrix("a.weight", 3, 4, (i, j) -> 10 * i + j));
        ModelContents base = contents("npz", matrix("a", 4, 3, (i, j) -> i));

        assertThat(element(differences(model, base).getFirst(), 2, 3)).isEqualTo(23 - 3);
    }

    @Test
    void squareMatricesOfOneConventionStayAsTheyAreAndOthersGoTheNearerWay() {
        Random random = new Random(1);
        double[][] w = new double[5][5];
        for (double[] row : w) {
            java.util.Arrays.setAll(row, j -> (float) random.nextGaussian());
        }
        Tensor stored = matrix("a.weight", 5, 5, (i, j) -> w[(int) i][(int) j]);
        Tensor transposed = matrix("a.weight", 5, 5, (i, j) -> w[(int) j][(int) i]);
        ModelContents model = contents("safetensors", stored);

        // Of one convention: subtracted as they lie, which leaves W - W'.
        double skew = element(differences(model, contents("torch", transposed)).getFirst(), 0, 1);
        assertThat(skew).isEqualTo(w[0][1] - w[1][0]);
        assertThat(element(differences(model, contents("npz", transposed)).getFirst(), 0, 1))
                .isZero();
        assertThat(element(differences(model, contents("npz", stored)).getFirst(), 0, 1))
                .isZero();
    }

    @Test
    void whatDoesNotMatchIsSkippedWithTheReasonOnBothSides() {
        ModelContents model = contents(
                "safetensors",
                matrix("a.weight", 3, 4, (i, j) -> 1),
                matrix("new.weight", 3, 4, (i, j) -> 1),
                matrix("quantised.weight", 3, 4, (i, j) -> 1));
        ModelContents base = new ModelContents(
                "safetensors",
                List.of(matrix("a.weight", 3, 5, (i, j) -> 1), matrix("old.weight", 3, 4, (i, j) -> 1)),
                List.of(new Unread("quantised.weight", "3x4", "Q4_0", "4-bit blocks")),
                Map.of());

        List<LayerDecision> decisions = differences(model, base);

        assertThat(decisions).hasSize(4).allMatch(Skipped.class::isInstance);
        assertThat(reason(decisions.get(0))).isEqualTo("shape 3x4 against 3x5 in the base");
        assertThat(reason(decisions.get(1))).isEqualTo("not in the base");
        assertThat(reason(decisions.get(2))).isEqualTo("skipped in the base: 4-bit blocks");
        assertThat(decisions.get(3).tensorName()).isEqualTo("old.weight");
        assertThat(reason(decisions.get(3))).isEqualTo("only in the base");
    }

    @Test
    void whatIsNotWantedIsNotMissing() {
        ModelContents model =
                contents("safetensors", matrix("a.weight", 3, 4, (i, j) -> 1), matrix("b.weight", 3, 4, (i, j) -> 1));
        LayerPlan plan = LayerPlan.of(model, ANY_SIZE.withFilter(LayerFilter.parse(List.of("b"))));

        List<LayerDecision> decisions = Differences.of(plan, model, model).decisions();

        assertThat(decisions).hasSize(2);
        assertThat(reason(decisions.getFirst())).isEqualTo("excluded by --layers");
        assertThat(decisions.getLast()).isInstanceOf(Layer.class);
    }
}
