package org.setol.laboratory.network;

import org.setol.laboratory.data.Examples;
import org.setol.spectra.matrix.Matrix;

/** The network again in plain float64, the oracle: sums, loss and error of one example at a time. */
final class Plain {

    private Plain() {}

    static double[] output(Network network, Matrix inputs, int example) {
        double[] x = new double[inputs.cols()];
        for (int j = 0; j < x.length; j++) {
            x[j] = inputs.get(example, j);
        }
        for (int k = 0; k < network.layers().size(); k++) {
            Dense layer = network.layers().get(k);
            boolean isHidden = k < network.layers().size() - 1;
            double[] y = new double[layer.outputs()];
            for (int i = 0; i < y.length; i++) {
                y[i] = layer.bias().get(0, i);
                for (int j = 0; j < x.length; j++) {
                    y[i] += layer.weights().get(i, j) * x[j];
                }
                if (isHidden) {
                    y[i] = Math.max(0, y[i]);
                }
            }
            x = y;
        }
        return x;
    }

    static double loss(Network network, Examples examples, int example) {
        double[] y = output(network, examples.inputs(), example);
        double sum = 0;
        for (double value : y) {
            sum += Math.exp(value);
        }
        return Math.log(sum) - y[examples.labels()[example]];
    }

    static double meanLoss(Network network, Examples examples, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += loss(network, examples, k);
        }
        return sum / count;
    }

    static boolean isWrong(Network network, Examples examples, int example) {
        double[] y = output(network, examples.inputs(), example);
        int best = 0;
        for (int k = 0; k < y.length; k++) {
            best = y[k] > y[best] ? k : best;
        }
        return best != examples.labels()[example];
    }
}
