package org.setol.models.hdf5;

import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which Keras 2 lists layers and weights, beside groups that are sorted by name: attributes {@code layer_names} and
 * {@code weight_names}, in parts {@code layer_names0}, {@code layer_names1}, ... where one would be too long for HDF5
 * (keras/src/legacy/saving/legacy_h5_format.py).
 */
final class KerasOrder {

    private KerasOrder() {}

    /** Paths of the weights below a group, in the model's order and relative to the group; empty where nothing is noted. */
    static List<String> of(Group group) {
        List<String> paths = new ArrayList<>();
        for (String layer : names(group, "layer_names")) {
            if (group.getChild(layer) instanceof Group inner) {
                for (String weight : names(inner, "weight_names")) {
                    paths.add(layer + "/" + weight);
                }
            }
        }
        return paths;
    }

    private static List<String> names(Node node, String attribute) {
        List<String> names = new ArrayList<>(texts(node, attribute));
        for (int part = 0; node.getAttribute(attribute + part) != null; part++) {
            names.addAll(texts(node, attribute + part));
        }
        return names;
    }

    private static List<String> texts(Node node, String attribute) {
        Attribute found = node.getAttribute(attribute);
        return found != null && found.getData() instanceof String[] names ? List.of(names) : List.of();
    }
}
