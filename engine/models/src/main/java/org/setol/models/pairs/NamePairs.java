package org.setol.models.pairs;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Which name on the left is which on the right. In this order, and each step only over what the ones before have left:
 *
 * <ol>
 *   <li>the same tensor name;
 *   <li>the same key (see {@link LayerName});
 *   <li>the same path in the graph, or the path on one side and the key on the other;
 *   <li>a key that ends in the other, as {@code bert.encoder.layer.0.query} in {@code encoder.layer.0.query}, where no
 *       other name of either side would fit as well.
 * </ol>
 *
 * <p>A name that fits several is left alone, never guessed for. Cost: linear in the number of parts of all names.
 */
public final class NamePairs {

    private static final int SEVERAL = -2;
    private static final int NONE = -1;

    private final List<LayerName> left;
    private final List<LayerName> right;
    private final int[] partner;
    private final int[] taken;
    private final Set<Integer> ambiguous = new HashSet<>();

    private NamePairs(List<LayerName> left, List<LayerName> right) {
        this.left = left;
        this.right = right;
        this.partner = new int[left.size()];
        this.taken = new int[right.size()];
        Arrays.fill(partner, NONE);
        Arrays.fill(taken, NONE);
    }

    /** Pairs two lists of names. */
    public static NamePairs of(List<LayerName> left, List<LayerName> right) {
        NamePairs pairs = new NamePairs(left, right);
        pairs.equal(LayerName::tensor, LayerName::tensor);
        pairs.equal(LayerName::key, LayerName::key);
        pairs.equal(LayerName::path, LayerName::path);
        pairs.equal(LayerName::path, LayerName::key);
        pairs.equal(LayerName::key, LayerName::path);
        pairs.endings();
        return pairs;
    }

    /** The partner of a name on the left. */
    public OptionalInt partner(int index) {
        return partner[index] == NONE ? OptionalInt.empty() : OptionalInt.of(partner[index]);
    }

    /** True when a name on the right has a partner. */
    public boolean isTaken(int index) {
        return taken[index] != NONE;
    }

    private void equal(Function<LayerName, String> ofLeft, Function<LayerName, String> ofRight) {
        Map<String, Integer> lefts = free(left, partner, name -> List.of(ofLeft.apply(name)));
        Map<String, Integer> rights = free(right, taken, name -> List.of(ofRight.apply(name)));
        for (int l = 0; l < partner.length; l++) {
            String name = ofLeft.apply(left.get(l));
            int r = name.isEmpty() ? NONE : rights.getOrDefault(name, NONE);
            if (partner[l] == NONE && r != NONE) {
                join(l, lefts.getOrDefault(name, NONE), r);
            }
        }
    }

    private void endings() {
        Map<String, Integer> rightKeys = free(right, taken, name -> List.of(name.key()));
        Map<String, Integer> rightEndings = free(right, taken, LayerName::endings);
        Map<String, Integer> leftKeys = free(left, partner, name -> List.of(name.key()));
        Map<String, Integer> leftEndings = free(left, partner, LayerName::endings);
        int[] found = new int[partner.length];
        for (int l = 0; l < found.length; l++) {
            found[l] = partner[l] == NONE ? fitting(left.get(l), rightKeys, rightEndings) : NONE;
        }
        for (int l = 0; l < found.length; l++) {
            if (found[l] == SEVERAL) {
                ambiguous.add(l);
            } else if (found[l] != NONE) {
                join(l, fitting(right.get(found[l]), leftKeys, leftEndings), found[l]);
            }
        }
    }

    /** The only name on the other side that ends in this one or that this one ends in. */
    private static int fitting(LayerName name, Map<String, Integer> keys, Map<String, Integer> endings) {
        int found = endings.getOrDefault(name.key(), NONE);
        for (String ending : name.endings()) {
            int candidate = keys.getOrDefault(ending, NONE);
            if (candidate != NONE) {
                found = found == NONE || found == candidate ? candidate : SEVERAL;
            }
        }
        return found;
    }

    /** Pairs two names when each is the other's only choice. */
    private void join(int l, int backFromRight, int r) {
        if (backFromRight == l && r >= 0) {
            partner[l] = r;
            taken[r] = l;
            ambiguous.remove(l);
        } else {
            ambiguous.add(l);
        }
    }

    /** Index of every name that has no partner yet; {@link #SEVERAL} where a name stands for several. */
    private static Map<String, Integer> free(
            List<LayerName> names, int[] partners, Function<LayerName, List<String>> ofName) {
        Map<String, Integer> index = new HashMap<>();
        for (int k = 0; k < partners.length; k++) {
            if (partners[k] == NONE) {
                for (String name : ofName.apply(names.get(k))) {
                    index.merge(name, k, (one, other) -> SEVERAL);
                }
            }
        }
        return index;
    }

    /** Why a name on the left has no partner. */
    public String whyAlone(int index, String where) {
        return (ambiguous.contains(index) ? "fits several tensors of " : "not in ") + where;
    }
}
