package org.setol.models.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.setol.models.ModelException;
import org.setol.models.torch.Pickled.Dict;
import org.setol.models.torch.Pickled.Opaque;
import org.setol.models.torch.Pickled.Sequence;
import org.setol.models.torch.Pickled.Tuple;
import org.setol.models.torch.Pickled.Unmappable;
import org.setol.models.torch.Pickled.View;

/**
 * Finds the tensors below the root of a checkpoint and names them: dictionary keys, list indexes and attributes, joined
 * by dots. A module object is entered through {@code _parameters}, {@code _buffers} and {@code _modules}, so that its
 * tensors have the names that {@code state_dict()} gives them.
 *
 * <p>Two rules for checkpoints that hold more than a model, at the root only: when exactly one of the {@link #WRAPPERS}
 * holds tensors, names are relative to it; containers whose key starts with {@code optimizer} or {@code lr_scheduler}
 * hold no weights.
 *
 * <p>A container that is reached twice is entered once, under its first name.
 */
final class TensorNames {

    /** Keys under which training scripts keep the state_dict. */
    static final Set<String> WRAPPERS = Set.of("state_dict", "model_state_dict", "model", "module");

    private static final List<String> MODULE_PARTS = List.of("_parameters", "_buffers", "_modules");

    /** Deeper than any module tree, far from the end of the stack. */
    private static final int MAX_DEPTH = 200;

    /** All names together may have this many characters per byte of pickle; real ones have less than one. */
    private static final int NAME_BUDGET = 16;

    private final PickleCursor in;
    private final Set<Pickled> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    private long budget;

    TensorNames(PickleCursor in) {
        this.in = in;
        this.budget = NAME_BUDGET * in.size() + 1_024;
    }

    /**
     * A tensor and its name.
     *
     * @param tensor a {@link View} or an {@link Unmappable}
     * @param optimizer true below a key of optimizer state
     */
    record Named(String name, Pickled tensor, boolean optimizer) {}

    /** All tensors in the order of the pickle. */
    List<Named> of(Pickled root) throws ModelException {
        List<Named> found = new ArrayList<>();
        if (!(root instanceof Dict dict)) {
            collect(root, "", 0, false, found);
            return found;
        }
        List<Map.Entry<String, List<Named>>> branches = new ArrayList<>();
        entered.add(root);
        for (Map.Entry<Object, Pickled> entry : dict.entries().entrySet()) {
            String key = keyText(entry.getKey());
            List<Named> branch = new ArrayList<>();
            collect(entry.getValue(), "", 1, holdsOptimizer(key, entry.getValue()), branch);
            if (!branch.isEmpty()) {
                branches.add(Map.entry(key, branch));
            }
        }
        String wrapper = wrapper(branches).orElse("");
        for (Map.Entry<String, List<Named>> branch : branches) {
            String prefix = !wrapper.isEmpty() && branch.getKey().equals(wrapper) ? "" : branch.getKey();
            for (Named named : branch.getValue()) {
                found.add(new Named(join(prefix, named.name()), named.tensor(), named.optimizer()));
            }
        }
        return found;
    }

    private static Optional<String> wrapper(List<Map.Entry<String, List<Named>>> branches) {
        List<String> wrappers = branches.stream()
                .filter(branch -> !branch.getValue().getFirst().name().isEmpty())
                .map(Map.Entry::getKey)
                .filter(WRAPPERS::contains)
                .toList();
        return wrappers.size() == 1 ? Optional.of(wrappers.getFirst()) : Optional.empty();
    }

    private static boolean holdsOptimizer(String key, Pickled value) {
        return (key.startsWith("optimizer") || key.startsWith("lr_scheduler"))
                && !(value instanceof View || value instanceof Unmappable);
    }

    private void collect(Pickled value, String path, int depth, boolean optimizer, List<Named> found)
            throws ModelException {
        if (value instanceof View || value instanceof Unmappable) {
            found.add(new Named(path, value, optimizer));
            return;
        }
        boolean container = !(value instanceof Pickled.Text
                || value instanceof Pickled.Int
                || value instanceof Pickled.Atom
                || value instanceof Pickled.Global);
        if (!container || !entered.add(value)) {
            return;
        }
        if (depth > MAX_DEPTH) {
            throw in.malformed("values are nested deeper than " + MAX_DEPTH);
        }
        switch (value) {
            case Dict dict -> collectEntries(dict, path, depth, optimizer, found);
            case Sequence list -> collectItems(list.items(), path, depth, optimizer, found);
            case Tuple tuple -> collectItems(tuple.items, path, depth, optimizer, found);
            case Opaque object -> collectObject(object, path, depth, optimizer, found);
            default -> {
                // A storage without a tensor has no shape.
            }
        }
    }

    private void collectEntries(Dict dict, String path, int depth, boolean optimizer, List<Named> found)
            throws ModelException {
        for (Map.Entry<Object, Pickled> entry : dict.entries().entrySet()) {
            String name = join(path, keyText(entry.getKey()));
            collect(entry.getValue(), name, depth + 1, optimizer, found);
        }
    }

    private void collectItems(List<Pickled> items, String path, int depth, boolean optimizer, List<Named> found)
            throws ModelException {
        for (int k = 0; k < items.size(); k++) {
            collect(items.get(k), join(path, Integer.toString(k)), depth + 1, optimizer, found);
        }
    }

    private void collectObject(Opaque object, String path, int depth, boolean optimizer, List<Named> found)
            throws ModelException {
        for (Pickled state : object.states.items()) {
            collectState(state, path, depth, optimizer, found);
        }
        collectEntries(object.items, path, depth, optimizer, found);
        collectItems(object.elements.items(), path, depth, optimizer, found);
        if (object.states.items().isEmpty()) {
            collectItems(object.arguments, path, depth, optimizer, found);
        }
    }

    /** Attributes: of a module its tensors and submodules, of anything else all. */
    private void collectState(Pickled state, String path, int depth, boolean optimizer, List<Named> found)
            throws ModelException {
        boolean module = false;
        if (state instanceof Dict attributes) {
            for (String part : MODULE_PARTS) {
                Optional<Pickled> entries = attributes.get(part);
                if (entries.isPresent()) {
                    module = true;
                    collect(entries.get(), path, depth + 1, optimizer, found);
                }
            }
        }
        if (module) {
            return;
        }
        if (state instanceof Tuple pair) {
            for (Pickled half : pair.items) {
                collect(half, path, depth + 1, optimizer, found);
            }
        } else {
            collect(state, path, depth + 1, optimizer, found);
        }
    }

    private static String keyText(Object key) {
        return key instanceof String || key instanceof Long ? key.toString() : "?";
    }

    private String join(String path, String key) throws ModelException {
        String name = path.isEmpty() ? key : key.isEmpty() ? path : path + "." + key;
        budget -= name.length();
        if (budget < 0) {
            throw in.malformed("the names of its tensors are out of all proportion to the pickle");
        }
        return name;
    }
}
