package org.setol.laboratory.network;

import org.setol.spectra.kernels.Kernels;
import org.setol.spectra.matrix.Matrix;

/**
 * Softmax and categorical cross-entropy of a batch, in float64: ten values an example, next to nothing beside the
 * products.
 */
final class SoftmaxLoss {

    private final int classes;
    private final double[] powers;

    /** For batches of at most so many rows. */
    SoftmaxLoss(int rows, int classes) {
        this.classes = classes;
        this.powers = new double[rows * classes];
    }

    /**
     * Turns the last layer's sums (bias still to be added) into the gradient of the batch's summed loss: probability minus
     * 1 for the right class, probability for the others.
     *
     * @return the summed loss, sum of -ln p(label)
     */
    double gradient(Matrix logits, Matrix bias, byte[] labels) {
        double loss = shifted(logits, bias, labels);
        Kernels.exp(powers, powers);
        for (int i = 0; i < logits.rows(); i++) {
            double sum = 0;
            for (int j = 0; j < classes; j++) {
                sum += powers[i * classes + j];
            }
            loss += StrictMath.log(sum);
            for (int j = 0; j < classes; j++) {
                double target = j == labels[i] ? 1 : 0;
                logits.set(i, j, powers[i * classes + j] / sum - target);
            }
        }
        return loss;
    }

    /** Logits minus their row's largest, into powers; returns the sum of -(that of the label). */
    private double shifted(Matrix logits, Matrix bias, byte[] labels) {
        double loss = 0;
        for (int i = 0; i < logits.rows(); i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < classes; j++) {
                double value = logits.get(i, j) + bias.get(0, j);
                powers[i * classes + j] = value;
                largest = Math.max(largest, value);
            }
            for (int j = 0; j < classes; j++) {
                powers[i * classes + j] -= largest;
            }
            loss -= powers[i * classes + labels[i]];
        }
        return loss;
    }
}
