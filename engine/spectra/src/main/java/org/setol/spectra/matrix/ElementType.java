package org.setol.spectra.matrix;

/**
 * How one number is stored in a weight file. All types are little-endian.
 *
 * <p>{@link #FLOAT8_E4M3} is the finite variant ("fn") of Micikevicius et al. 2022, arXiv:2209.05433: no infinities,
 * one NaN pattern per sign. {@link #FLOAT8_E5M2} follows IEEE 754 conventions.
 */
public enum ElementType {
    FLOAT64("F64", 8, Kind.FLOATING),
    FLOAT32("F32", 4, Kind.FLOATING),
    FLOAT16("F16", 2, Kind.FLOATING),
    BFLOAT16("BF16", 2, Kind.FLOATING),
    FLOAT8_E4M3("F8_E4M3", 1, Kind.FLOATING),
    FLOAT8_E5M2("F8_E5M2", 1, Kind.FLOATING),
    INT64("I64", 8, Kind.INTEGER),
    INT32("I32", 4, Kind.INTEGER),
    INT16("I16", 2, Kind.INTEGER),
    INT8("I8", 1, Kind.INTEGER),
    UINT64("U64", 8, Kind.INTEGER),
    UINT32("U32", 4, Kind.INTEGER),
    UINT16("U16", 2, Kind.INTEGER),
    UINT8("U8", 1, Kind.INTEGER),
    BOOL("BOOL", 1, Kind.OTHER),
    COMPLEX64("C64", 8, Kind.OTHER),
    COMPLEX128("C128", 16, Kind.OTHER);

    /** What the numbers are: only floating ones are weights; the others are listed and skipped. */
    public enum Kind {
        FLOATING,
        INTEGER,
        OTHER
    }

    private final String label;
    private final int bytes;
    private final Kind kind;

    ElementType(String label, int bytes, Kind kind) {
        this.label = label;
        this.bytes = bytes;
        this.kind = kind;
    }

    /** The name users know, as safetensors writes it: {@code F32}, {@code BF16}, ... */
    public String label() {
        return label;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isFloating() {
        return kind == Kind.FLOATING;
    }
}
