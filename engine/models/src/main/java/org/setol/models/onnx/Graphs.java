package org.setol.models.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found in all graphs of a model: its own, the subgraphs of its control flow and its local functions. Lists
 * are in the order of the walk: a node stands before the nodes of its subgraphs.
 */
final class Graphs {

    final List<Node> nodes = new ArrayList<>();
    final List<Stored> tensors = new ArrayList<>();
    final List<String> sparse = new ArrayList<>();

    /**
     * One graph's nodes in {@link #nodes}: from {@code first} up to {@code end}, its subgraphs' included. A tensor is
     * visible there and nowhere else.
     */
    static final class Scope {
        final int first;
        int end = Integer.MAX_VALUE;

        Scope(int first) {
            this.first = first;
        }
    }

    /** An operator. */
    record Node(String name, String operator, List<String> inputs, List<String> outputs, Scope scope) {

        /** Its name, or its first output's where it has none. */
        String label() {
            return !name.isEmpty() || outputs.isEmpty() ? name : outputs.getFirst();
        }
    }

    /** A tensor and the name by which nodes refer to it. */
    record Stored(String name, TensorMessage message, Scope scope) {}
}
