package org.setol.models.numpy;

import java.util.Map;
import org.setol.spectra.matrix.ElementType;

/** The type strings of NumPy's array interface, {@code <f4}, {@code |O}, ... */
sealed interface NpyType {

    /** A type the engine knows. */
    record Mapped(ElementType elementType) implements NpyType {}

    /**
     * A type it does not.
     *
     * @param reason one line: what it is, what to do
     */
    record Unmapped(String reason) implements NpyType {}

    static NpyType of(NpyHeader header) {
        if (header.structured()) {
            return new Unmapped("structured array, save its fields as arrays of their own");
        }
        String descr = header.descr();
        char order = descr.charAt(0);
        boolean ordered = order == '<' || order == '>' || order == '|' || order == '=';
        String kind = ordered ? descr.substring(1) : descr;
        if (kind.startsWith("O")) {
            return new Unmapped("Python objects, which only running pickle could read: save a numeric array instead");
        }
        ElementType type = Table.TYPES.get(kind);
        if (type == null) {
            return new Unmapped("no numbers of a known type, save as float32: a.astype('<f4')");
        }
        if (order != '<' && type.bytes() > 1) {
            return new Unmapped((order == '>' ? "big-endian" : "byte order not stated")
                    + ", save as little-endian: a.astype('<" + kind + "')");
        }
        return new Mapped(type);
    }

    /** By kind and bytes. */
    final class Table {
        private static final Map<String, ElementType> TYPES = Map.ofEntries(
                Map.entry("f8", ElementType.FLOAT64),
                Map.entry("f4", ElementType.FLOAT32),
                Map.entry("f2", ElementType.FLOAT16),
                Map.entry("i8", ElementType.INT64),
                Map.entry("i4", ElementType.INT32),
                Map.entry("i2", ElementType.INT16),
                Map.entry("i1", ElementType.INT8),
                Map.entry("u8", ElementType.UINT64),
                Map.entry("u4", ElementType.UINT32),
                Map.entry("u2", ElementType.UINT16),
                Map.entry("u1", ElementType.UINT8),
                Map.entry("b1", ElementType.BOOL),
                Map.entry("c8", ElementType.COMPLEX64),
                Map.entry("c16", ElementType.COMPLEX128));

        private Table() {}
    }
}
