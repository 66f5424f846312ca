package org.setol.models.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.setol.models.onnx.Graphs.Node;
import org.setol.models.onnx.Graphs.Scope;

/**
 * Which operator uses a tensor. Operators that only rearrange or recode their first input are looked through: a weight
 * that is transposed, then multiplied, belongs to the multiplication.
 *
 * <p>Linear in the number of inputs: chains are resolved once, from the last node backwards, following edges forward
 * only, so a graph that is no order of its edges cannot make it loop.
 */
final class Consumers {

    private static final Set<String> PASS_ON = Set.of("Transpose", "Identity", "Cast", "DequantizeLinear", "Reshape");

    private final List<Node> nodes;
    private final Map<String, List<Integer>> users = new HashMap<>();
    private final int[] meaning;

    Consumers(List<Node> nodes) {
        this.nodes = nodes;
        this.meaning = new int[nodes.size()];
        for (int node = 0; node < nodes.size(); node++) {
            for (String input : nodes.get(node).inputs()) {
                if (!input.isEmpty()) {
                    users.computeIfAbsent(input, name -> new ArrayList<>(1)).add(node);
                }
            }
        }
        for (int node = nodes.size() - 1; node >= 0; node--) {
            meaning[node] = resolve(node);
        }
    }

    /** The node that uses a tensor of this scope: the first in graph order when there are several. */
    Optional<Node> of(String tensor, Scope scope) {
        int first = firstUser(tensor, scope.first, scope.end);
        if (first == NONE) {
            return Optional.empty();
        }
        return Optional.of(nodes.get(passesOn(nodes.get(first), tensor) ? meaning[first] : first));
    }

    private int resolve(int index) {
        Node node = nodes.get(index);
        if (!PASS_ON.contains(node.operator()) || node.outputs().isEmpty()) {
            return index;
        }
        String output = node.outputs().getFirst();
        int user = firstUser(output, index + 1, node.scope().end);
        if (user == NONE) {
            return index;
        }
        return passesOn(nodes.get(user), output) ? meaning[user] : user;
    }

    /** True when the tensor is what the node rearranges, not its shape or scale. */
    private static boolean passesOn(Node node, String tensor) {
        return PASS_ON.contains(node.operator())
                && !node.inputs().isEmpty()
                && node.inputs().getFirst().equals(tensor);
    }

    private static final int NONE = Integer.MAX_VALUE;

    /** Index of the first user in [from, end), or {@link #NONE}. */
    private int firstUser(String tensor, int from, int end) {
        List<Integer> candidates = users.getOrDefault(tensor, List.of());
        int low = 0;
        int high = candidates.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (candidates.get(middle) < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < candidates.size() && candidates.get(low) < end ? candidates.get(low) : NONE;
    }
}
