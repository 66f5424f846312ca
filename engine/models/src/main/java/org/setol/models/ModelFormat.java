package org.setol.models;

import java.lang.foreign.Arena;
import java.util.List;

/**
 * A reader of one format. To add one: implement this, add it to {@link Models#FORMATS}.
 *
 * <p>A reader trusts nothing: every length, offset and count is checked against the mapped bytes before it is used;
 * sums and products are {@code Exact}; allocation stays below a small multiple of the file; the only exceptions that
 * leave it are {@link ModelException}s.
 */
public interface ModelFormat {

    /** {@code safetensors}, {@code onnx}, ... */
    String name();

    /** File-name endings with the dot, lower case. The content decides; the name only breaks ties. */
    List<String> suffixes();

    /**
     * How well the first bytes of a file fit.
     *
     * @param file the mapped file and its name
     * @return {@link Match#CERTAIN} on a magic number, {@link Match#POSSIBLE} where the format has none
     */
    Match match(MappedFile file);

    /**
     * Reads the structure of the file; tensors are views of {@code file.bytes()}.
     *
     * @param file the mapped file
     * @param arena what further files (external data, shards) are mapped into
     * @throws ModelException naming file, place and remedy
     */
    ModelContents read(MappedFile file, Arena arena) throws ModelException;

    /** Answer of {@link #match}. */
    enum Match {
        NO,
        POSSIBLE,
        CERTAIN
    }
}
