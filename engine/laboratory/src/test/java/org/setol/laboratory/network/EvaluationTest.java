package org.setol.laboratory.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.laboratory.TestData;
import org.setol.laboratory.data.Examples;
import org.setol.spectra.backend.JavaProducts;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.backend.VectorBackends;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/** Scores and truncation against networks whose weights are truncated outright. */
final class EvaluationTest {

    private final Arena arena = Arena.ofAuto();
    private final Examples examples = TestData.examples(arena, 1203, 36, 4);
    private final Network network = trained();

    private Network trained() {
        Network learning = Network.allocate(arena, List.of(36, 30, 20, 10));
        Glorot.fill(learning, 1);
        new Descent(arena, new JavaProducts(), learning, Set.of("fc1", "fc2", "out"), 8)
                .epoch(
                        TestData.examples(arena, 200, 36, 1),
                        IntStream.range(0, 200).toArray(),
                        0.05f);
        return learning;
    }

    /** A mean of float32 logits of size 1 to 10: 1e-5 is a few of their roundings. */
    private void assertScores(Scores scores, Network plain) {
        int wrong = 0;
        for (int k = 0; k < examples.size(); k++) {
            wrong += Plain.isWrong(plain, examples, k) ? 1 : 0;
        }
        assertThat(scores.loss()).isCloseTo(Plain.meanLoss(plain, examples, examples.size()), within(1e-5));
        // A tie in float64 may fall either way in float32; one example is 0.0008.
        assertThat(scores.error()).isCloseTo((double) wrong / examples.size(), within(0.001));
        assertThat(scores.error()).isBetween(0.01, 0.99);
    }

    @Test
    void scoresAreThoseOfThePlainNetwork() {
        assertScores(
                new Evaluation(new JavaProducts())
                        .of(network, List.of(), examples)
                        .getFirst(),
                network);
    }

    @Test
    void truncatedFormsAreNetworksOfTruncatedWeights() {
        Matrix first = projections(network.layers().get(0)).leading(6, arena);
        Matrix second = projections(network.layers().get(1)).leading(4, arena);
        List<Truncation> forms =
                List.of(new Truncation(Map.of("fc1", first, "fc2", second)), new Truncation(Map.of("fc2", second)));
        List<Scores> scores = new Evaluation(new JavaProducts()).of(network, forms, examples);
        assertScores(scores.get(0), network);
        assertScores(scores.get(1), truncated(first, second));
        assertScores(scores.get(2), truncated(identity(30), second));
    }

    private Network truncated(Matrix first, Matrix second) {
        Network copy = network.copy(arena);
        project(first, network.layers().get(0).weights(), copy.layers().get(0).weights());
        project(second, network.layers().get(1).weights(), copy.layers().get(1).weights());
        return copy;
    }

    private static void project(Matrix projection, Matrix weights, Matrix into) {
        new JavaProducts().multiply(1, Factor.of(projection), Factor.of(weights), 0, into);
    }

    private Projections projections(Dense layer) {
        return Projections.of(layer, VectorBackends.load(), new JavaProducts(), arena);
    }

    private Matrix identity(int n) {
        Matrix identity = Matrix.allocate(arena, n, n, Precision.FLOAT32);
        for (int k = 0; k < n; k++) {
            identity.set(k, k, 1);
        }
        return identity;
    }

    /** A planted rank, wide and tall: what is kept of a matrix of rank 5 by five vectors is the matrix. */
    @ParameterizedTest
    @CsvSource({"25, 40", "40, 25"})
    void projectionsKeepTheLeadingSpaceAndNothingElse(int outputs, int inputs) {
        Dense layer = Dense.allocate(arena, "fc1", inputs, outputs);
        for (int i = 0; i < outputs; i++) {
            for (int j = 0; j < inputs; j++) {
                double value = 0;
                for (int k = 1; k <= 5; k++) {
                    value += Math.sin(k * i + 1.0) * Math.cos(k * j) / k;
                }
                layer.weights().set(i, j, value);
            }
        }
        Projections projections = projections(layer);
        Matrix kept = Matrix.allocate(arena, outputs, inputs, Precision.FLOAT32);
        project(projections.leading(5, arena), layer.weights(), kept);
        assertThat(largestDifference(kept, layer.weights())).isLessThan(1e-5);
        project(projections.leading(4, arena), layer.weights(), kept);
        assertThat(largestDifference(kept, layer.weights())).isGreaterThan(0.01);
    }

    private static double largestDifference(Matrix a, Matrix b) {
        double largest = 0;
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.cols(); j++) {
                largest = Math.max(largest, Math.abs(a.get(i, j) - b.get(i, j)));
            }
        }
        return largest;
    }
}
