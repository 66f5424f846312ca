package org.setol.models.safetensors;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.setol.spectra.matrix.ElementType;

/** The types a safetensors header may name. */
sealed interface StoredType {

    /** Bits of one element; the packed types have fewer than eight. */
    int bits();

    /** A type the engine can read. */
    record Mapped(ElementType elementType) implements StoredType {
        @Override
        public int bits() {
            return elementType.bytes() * Byte.SIZE;
        }
    }

    /**
     * A type of the format that the engine cannot read.
     *
     * @param what what it is, for the reason
     */
    record Unmapped(String label, int bits, String what) implements StoredType {}

    /** The type of this name; empty when the format has none. */
    static Optional<StoredType> of(String label) {
        return Optional.ofNullable(Table.TYPES.get(label));
    }

    /** All names, for the message about an unknown one. */
    static String names() {
        return String.join(" ", Table.TYPES.keySet());
    }

    /** The reference reader's list ({@code Dtype}), and the two FNUZ types of some writers. */
    final class Table {
        private static final Map<String, StoredType> TYPES = types();

        private Table() {}

        private static Map<String, StoredType> types() {
            Map<String, StoredType> types = new TreeMap<>();
            for (ElementType type : ElementType.values()) {
                if (type != ElementType.COMPLEX128) {
                    types.put(type.label(), new Mapped(type));
                }
            }
            unmapped(types, "F8_E8M0", 8, "8-bit block scales");
            unmapped(types, "F8_E4M3FNUZ", 8, "8-bit floats of the FNUZ kind");
            unmapped(types, "F8_E5M2FNUZ", 8, "8-bit floats of the FNUZ kind");
            unmapped(types, "F6_E2M3", 6, "packed 6-bit floats");
            unmapped(types, "F6_E3M2", 6, "packed 6-bit floats");
            unmapped(types, "F4", 4, "packed 4-bit floats");
            return types;
        }

        private static void unmapped(Map<String, StoredType> types, String label, int bits, String what) {
            types.put(label, new Unmapped(label, bits, what + ", dequantise the model first"));
        }
    }
}
