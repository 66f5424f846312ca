package org.setol.laboratory.network;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Dense layers one after the other, ReLU between them, softmax after the last. The memory belongs to the arena that the
 * layers were allocated in.
 *
 * @param layers from the input on, at least one
 */
public record Network(List<Dense> layers) {

    /** The paper's MLP3 (Table 10): 784-300-100-10. */
    public static final List<Integer> MLP3 = List.of(784, 300, 100, 10);

    private static final List<String> NAMES = List.of("fc1", "fc2", "out");

    public Network {
        layers = List.copyOf(layers);
        for (int k = 1; k < layers.size(); k++) {
            if (layers.get(k).inputs() != layers.get(k - 1).outputs()) {
                throw new IllegalArgumentException("layer " + k + " does not take what layer " + (k - 1) + " gives");
            }
        }
    }

    /** Three layers of zeros with the paper's names. */
    public static Network allocate(Arena arena, List<Integer> units) {
        if (units.size() != NAMES.size() + 1) {
            throw new IllegalArgumentException("an MLP3 has four sizes, not " + units.size());
        }
        return new Network(IntStream.range(0, NAMES.size())
                .mapToObj(k -> Dense.allocate(arena, NAMES.get(k), units.get(k), units.get(k + 1)))
                .toList());
    }

    /** A network of its own with the same numbers. */
    public Network copy(Arena arena) {
        return new Network(layers.stream().map(layer -> layer.copy(arena)).toList());
    }

    /** Takes the numbers of another network of the same shape. */
    public void take(Network other) {
        for (int k = 0; k < layers.size(); k++) {
            layers.get(k).take(other.layers.get(k));
        }
    }

    /** The layers from {@code first} on, over the same memory. */
    public Network from(int first) {
        return new Network(layers.subList(first, layers.size()));
    }

    public Dense last() {
        return layers.getLast();
    }
}
