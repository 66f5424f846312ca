package org.setol.laboratory.network;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.setol.laboratory.data.Examples;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Losses and errors of a network and of truncated forms of it, on one set. The product of inputs and first weights is
 * most of the work; all forms share it, since P (W x) is (P W) x.
 */
public final class Evaluation {

    /** Examples at a time: sums of a thousand stay in the second cache. */
    private static final int CHUNK = 1000;

    private final MatrixProducts products;

    public Evaluation(MatrixProducts products) {
        this.products = products;
    }

    /**
     * Scores of the network itself and of each truncated form, in this order.
     *
     * @param forms projections of the layers' outputs, see {@link Truncation}
     */
    public List<Scores> of(Network network, List<Truncation> forms, Examples examples) {
        try (Arena space = Arena.ofConfined()) {
            List<Form> all = new ArrayList<>();
            all.add(new Form(space, network, Truncation.NONE));
            forms.forEach(form -> all.add(new Form(space, network, form)));
            Dense first = network.layers().getFirst();
            Matrix sums = Matrix.allocate(space, CHUNK, first.outputs(), Precision.FLOAT32);
            for (int from = 0; from < examples.size(); from += CHUNK) {
                int count = Math.min(CHUNK, examples.size() - from);
                Matrix chunk = head(sums, count);
                products.multiply(
                        1, Factor.of(examples.rows(from, count)), Factor.transposeOf(first.weights()), 0, chunk);
                for (Form form : all) {
                    form.score(chunk, examples.labels(), from);
                }
            }
            return all.stream().map(form -> form.scores(examples.size())).toList();
        }
    }

    private static Matrix head(Matrix matrix, int count) {
        return new Matrix(matrix.segment(), count, matrix.cols(), matrix.precision());
    }

    /** One form of the network and its tally. */
    private final class Form {
        private final Network network;
        private final Truncation truncation;
        private final List<Matrix> space = new ArrayList<>();
        private double loss;
        private int wrong;

        Form(Arena arena, Network network, Truncation truncation) {
            this.network = truncation.applyAbove(arena, products, network);
            this.truncation = truncation;
            for (Dense layer : network.layers()) {
                space.add(Matrix.allocate(arena, CHUNK, layer.outputs(), Precision.FLOAT32));
            }
        }

        void score(Matrix firstSums, byte[] labels, int from) {
            int count = firstSums.rows();
            Matrix below = head(space.getFirst(), count);
            truncation.first(products, network.layers().getFirst().name(), firstSums, below);
            for (int k = 1; k < network.layers().size(); k++) {
                Kernels.biasRelu(below, network.layers().get(k - 1).bias());
                Matrix sums = head(space.get(k), count);
                Matrix weights = network.layers().get(k).weights();
                products.multiply(1, Factor.of(below), Factor.transposeOf(weights), 0, sums);
                below = sums;
            }
            tally(below, labels, from);
        }

        private void tally(Matrix logits, byte[] labels, int from) {
            Matrix bias = network.last().bias();
            double[] values = new double[logits.cols()];
            for (int i = 0; i < logits.rows(); i++) {
                int best = 0;
                for (int j = 0; j < values.length; j++) {
                    values[j] = logits.get(i, j) + bias.get(0, j);
                    best = values[j] > values[best] ? j : best;
                }
                int label = labels[from + i];
                wrong += best == label ? 0 : 1;
                loss += lossOf(values, values[best], label);
            }
        }

        private double lossOf(double[] values, double largest, int label) {
            double sum = 0;
            for (double value : values) {
                sum += Math.exp(value - largest);
            }
            return Math.log(sum) + largest - values[label];
        }

        Scores scores(int examples) {
            return new Scores(loss / examples, (double) wrong / examples);
        }
    }
}
