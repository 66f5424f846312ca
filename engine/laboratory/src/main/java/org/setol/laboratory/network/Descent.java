package org.setol.laboratory.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.setol.laboratory.data.Examples;
import org.setol.spectra.backend.MatrixProducts;
import org.setol.spectra.backend.MatrixProducts.Factor;
import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Stochastic gradient descent without momentum on the mean cross-entropy of a batch. The gradient of a weight matrix is a
 * product of the layer's gradient and its input, and never stands in memory: {@code sgemm} adds it to the weights.
 *
 * <p>The paper says that the loss was summed over a batch, as by Keras's default. Keras's default is the mean, and the
 * mean is what gives the paper's numbers: summed, 32 times its rates would diverge.
 *
 * <p>Not for several threads at once. Equal arguments give equal bits on one machine; another CPU's BLAS may round
 * differently.
 */
public final class Descent {

    private final MatrixProducts products;
    private final Network network;
    private final boolean[] trained;
    private final int lowest;
    private final int batch;
    private final Matrix input;
    private final List<Matrix> outputs = new ArrayList<>();
    private final List<Matrix> gradients = new ArrayList<>();
    private final byte[] labels;
    private final SoftmaxLoss loss;

    /**
     * Ready to train.
     *
     * @param arena of the work space
     * @param network what is trained, in place
     * @param trained names of the layers that move; the others stay as they are
     * @param batch examples per step
     */
    public Descent(Arena arena, MatrixProducts products, Network network, Set<String> trained, int batch) {
        this.products = products;
        this.network = network;
        this.batch = batch;
        this.trained = new boolean[network.layers().size()];
        int first = network.layers().size();
        for (int k = network.layers().size() - 1; k >= 0; k--) {
            this.trained[k] = trained.contains(network.layers().get(k).name());
            first = this.trained[k] ? k : first;
        }
        this.lowest = first;
        this.input = space(arena, network.layers().getFirst().inputs());
        for (Dense layer : network.layers()) {
            outputs.add(space(arena, layer.outputs()));
            gradients.add(space(arena, layer.outputs()));
        }
        this.labels = new byte[batch];
        this.loss = new SoftmaxLoss(batch, network.last().outputs());
    }

    private Matrix space(Arena arena, int cols) {
        return Matrix.allocate(arena, batch, cols, Precision.FLOAT32);
    }

    /**
     * One pass over the examples.
     *
     * @param order which example comes when
     * @return mean loss per example, each at the weights its batch met
     */
    public double epoch(Examples examples, int[] order, float rate) {
        double sum = 0;
        for (int from = 0; from < order.length; from += batch) {
            sum += step(examples, order, from, Math.min(batch, order.length - from), rate);
        }
        return sum / order.length;
    }

    /** One batch: examples order[from .. from + count). Returns its summed loss before the step. */
    public double step(Examples examples, int[] order, int from, int count, float rate) {
        gather(examples, order, from, count);
        forward(count);
        int last = network.layers().size() - 1;
        Matrix top = rows(gradients.get(last), count);
        MemorySegment.copy(rows(outputs.get(last), count).segment(), 0, top.segment(), 0, top.size() * Float.BYTES);
        double lossSum = loss.gradient(top, network.last().bias(), labels);
        for (int k = last; k >= lowest; k--) {
            if (k > lowest) {
                backward(k, count);
            }
            if (trained[k]) {
                descend(k, count, -rate / count);
            }
        }
        return lossSum;
    }

    private void gather(Examples examples, int[] order, int from, int count) {
        long rowBytes = (long) input.cols() * Float.BYTES;
        MemorySegment all = examples.inputs().segment();
        for (int i = 0; i < count; i++) {
            int example = order[from + i];
            MemorySegment.copy(all, example * rowBytes, input.segment(), i * rowBytes, rowBytes);
            labels[i] = examples.labels()[example];
        }
    }

    private void forward(int count) {
        Matrix below = rows(input, count);
        for (int k = 0; k < network.layers().size(); k++) {
            Dense layer = network.layers().get(k);
            Matrix sums = rows(outputs.get(k), count);
            products.multiply(1, Factor.of(below), Factor.transposeOf(layer.weights()), 0, sums);
            if (k < network.layers().size() - 1) {
                Kernels.biasRelu(sums, layer.bias());
            }
            below = sums;
        }
    }

    /** From the gradient of layer k's sums to that of the sums below it. */
    private void backward(int k, int count) {
        Matrix above = rows(gradients.get(k), count);
        Matrix below = rows(gradients.get(k - 1), count);
        products.multiply(1, Factor.of(above), Factor.of(network.layers().get(k).weights()), 0, below);
        Kernels.reluGradient(rows(outputs.get(k - 1), count), below);
    }

    private void descend(int k, int count, float factor) {
        Dense layer = network.layers().get(k);
        Matrix gradient = rows(gradients.get(k), count);
        Matrix below = rows(k == 0 ? input : outputs.get(k - 1), count);
        products.multiply(factor, Factor.transposeOf(gradient), Factor.of(below), 1, layer.weights());
        Kernels.addColumnSums(factor, gradient, layer.bias());
    }

    private Matrix rows(Matrix matrix, int count) {
        return count == batch ? matrix : new Matrix(matrix.segment(), count, matrix.cols(), matrix.precision());
    }
}
