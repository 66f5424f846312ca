package org.setol.models.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.setol.spectra.matrix.ElementType;

/**
 * Everything that unpickling can give. These are our own values: no class, function or object of the pickle ever comes
 * to life, whatever it names.
 *
 * <p>Containers compare by identity: a pickle can nest and share them so that comparing contents takes forever.
 */
sealed interface Pickled {

    Atom NONE = new Atom("None");

    /** Text. */
    record Text(String value) implements Pickled {}

    /** A whole number of at most 64 bits. */
    record Int(long value) implements Pickled {}

    /** A value of which only the kind matters here: None, a truth value, a float, bytes, a longer integer. */
    record Atom(String kind) implements Pickled {}

    /** The name of a class or function. Naming is all that is done with it. */
    record Global(String module, String name) implements Pickled {
        String qualified() {
            return module + "." + name;
        }
    }

    /**
     * The bytes of tensors, by reference to an archive member.
     *
     * @param type storage class, e.g. {@code FloatStorage}
     * @param elementType empty for untyped storages (bytes) and for types that the engine does not map
     * @param key name of the member below {@code data/}
     * @param location device it was saved from
     * @param length in elements; bytes when untyped
     */
    record Storage(String type, Optional<ElementType> elementType, String key, String location, long length)
            implements Pickled {}

    /** A view of a storage, not checked yet. Offset and strides are in elements. The arrays are not copied. */
    record View(Storage storage, ElementType elementType, long offset, long[] shape, long[] strides)
            implements Pickled {}

    /** A tensor that is there but cannot be mapped. */
    record Unmappable(String type, String shape, String reason) implements Pickled {}

    /** A tuple. */
    final class Tuple implements Pickled {
        static final Tuple EMPTY = new Tuple(List.of());

        final List<Pickled> items;

        Tuple(List<Pickled> items) {
            this.items = items;
        }
    }

    /** A list or set. */
    final class Sequence implements Pickled {
        private @Nullable List<Pickled> items;

        List<Pickled> items() {
            return items == null ? List.of() : items;
        }

        void add(Pickled item) {
            // Made late: an empty list is one byte of pickle.
            if (items == null) {
                items = new ArrayList<>(4);
            }
            items.add(item);
        }
    }

    /** A dictionary of any class, in insertion order. Keys are String, Long, or the Pickled itself. */
    final class Dict implements Pickled {
        private @Nullable Map<Object, Pickled> entries;

        Map<Object, Pickled> entries() {
            return entries == null ? Map.of() : entries;
        }

        void put(Pickled key, Pickled value) {
            if (entries == null) {
                entries = new LinkedHashMap<>(4);
            }
            entries.put(keyOf(key), value);
        }

        Optional<Pickled> get(String key) {
            return Optional.ofNullable(entries().get(key));
        }

        private static Object keyOf(Pickled key) {
            return switch (key) {
                case Text text -> text.value();
                case Int number -> number.value();
                default -> key;
            };
        }
    }

    /** An object of a class that is not known here: its name, and what the pickle would have given it. */
    final class Opaque implements Pickled {
        final String type;
        final List<Pickled> arguments;
        final Dict items = new Dict();
        final Sequence elements = new Sequence();

        /** What BUILD gave: dictionaries of attributes, pairs of one and the slots. Referred to, never copied. */
        final Sequence states = new Sequence();

        Opaque(String type, List<Pickled> arguments) {
            this.type = type;
            this.arguments = arguments;
        }
    }
}
