package org.setol.laboratory.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.setol.laboratory.TestData;
import org.setol.laboratory.data.Examples;
import org.setol.spectra.backend.JavaProducts;
import org.setol.spectra.matrix.Matrix;

/** The step against finite differences of a forward pass in float64 that shares no code with it. */
final class DescentTest {

    private static final Set<String> ALL = Set.of("fc1", "fc2", "out");
    private static final int BATCH = 8;

    /** Steps of finite differences; ReLU kinks within reach of one are rare at these sizes, and the seed has none. */
    private static final double STEP = 1e-4;

    private final Arena arena = Arena.ofAuto();

    private Network network() {
        Network network = Network.allocate(arena, List.of(12, 9, 7, 10));
        Glorot.fill(network, 5);
        SplittableRandom random = new SplittableRandom(6);
        for (Dense layer : network.layers()) {
            for (int k = 0; k < layer.outputs(); k++) {
                layer.bias().set(0, k, random.nextDouble(-0.3, 0.3));
            }
        }
        return network;
    }

    /**
     * Weights are of size 1 and a step of rate 1 is stored in float32: the gradient read back is off by 2^-24 or so, that of
     * central differences by STEP^2 and by what float64 loses (1e-16 / STEP); 1e-5 is several times both.
     */
    @Test
    void aStepIsMinusTheRateTimesTheGradient() {
        Network before = network();
        Network after = before.copy(arena);
        Examples examples = TestData.examples(arena, BATCH, 12, 3);
        double loss = new Descent(arena, new JavaProducts(), after, ALL, BATCH)
                .step(examples, IntStream.range(0, BATCH).toArray(), 0, BATCH, 1f);
        assertThat(loss / BATCH).isCloseTo(Plain.meanLoss(before, examples, BATCH), within(1e-6));
        for (int k = 0; k < before.layers().size(); k++) {
            Dense layer = before.layers().get(k);
            assertGradient(
                    before, examples, layer.weights(), after.layers().get(k).weights());
            assertGradient(before, examples, layer.bias(), after.layers().get(k).bias());
        }
    }

    private static void assertGradient(Network network, Examples examples, Matrix parameters, Matrix moved) {
        for (int i = 0; i < parameters.rows(); i++) {
            for (int j = 0; j < parameters.cols(); j++) {
                double value = parameters.get(i, j);
                parameters.set(i, j, value + STEP);
                double high = parameters.get(i, j);
                double above = Plain.meanLoss(network, examples, BATCH);
                parameters.set(i, j, value - STEP);
                double width = high - parameters.get(i, j);
                double gradient = (above - Plain.meanLoss(network, examples, BATCH)) / width;
                parameters.set(i, j, value);
                assertThat(value - moved.get(i, j)).as("%d,%d", i, j).isCloseTo(gradient, within(1e-5));
            }
        }
    }

    @Test
    void onlyTheNamedLayersMove() {
        for (String name : ALL) {
            Network before = network();
            Network after = before.copy(arena);
            Examples examples = TestData.examples(arena, 40, 12, 3);
            new Descent(arena, new JavaProducts(), after, Set.of(name), BATCH)
                    .epoch(examples, IntStream.range(0, 40).toArray(), 0.5f);
            for (int k = 0; k < before.layers().size(); k++) {
                Dense layer = before.layers().get(k);
                assertThat(layer.weights()
                                        .segment()
                                        .mismatch(
                                                after.layers().get(k).weights().segment())
                                >= 0)
                        .isEqualTo(layer.name().equals(name));
                assertThat(layer.bias()
                                        .segment()
                                        .mismatch(after.layers().get(k).bias().segment())
                                >= 0)
                        .isEqualTo(layer.name().equals(name));
            }
        }
    }

    @Test
    void aLastBatchThatIsNotFullCountsAsWhatItIs() {
        Network whole = network();
        Network parts = whole.copy(arena);
        Examples examples = TestData.examples(arena, 11, 12, 3);
        int[] order = IntStream.range(0, 11).toArray();
        new Descent(arena, new JavaProducts(), whole, ALL, BATCH).epoch(examples, order, 0.1f);
        new Descent(arena, new JavaProducts(), parts, ALL, BATCH).step(examples, order, 0, BATCH, 0.1f);
        new Descent(arena, new JavaProducts(), parts, ALL, 3).step(examples, order, 8, 3, 0.1f);
        assertThat(whole.last()
                        .weights()
                        .segment()
                        .mismatch(parts.last().weights().segment()))
                .isEqualTo(-1);
    }

    @Test
    void theTestSetIsLearnt() {
        Network network = Network.allocate(arena, List.of(36, 30, 20, 10));
        Glorot.fill(network, 1);
        Examples train = TestData.examples(arena, 400, 36, 1);
        Descent descent = new Descent(arena, new JavaProducts(), network, ALL, BATCH);
        int[] order = IntStream.range(0, 400).toArray();
        double first = descent.epoch(train, order, 0.1f);
        double last = first;
        for (int epoch = 0; epoch < 20; epoch++) {
            last = descent.epoch(train, order, 0.1f);
        }
        assertThat(last).isLessThan(first / 10);
    }
}
