package org.setol.models.synth;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.setol.models.TensorSpec;
import org.setol.models.output.OutputException;
import org.setol.models.output.OutputFolder;
import org.setol.models.safetensors.SafetensorsFolderWriter;
import org.setol.spectra.matrix.ElementType;

/**
 * A model that nobody has trained, with the shapes of one that somebody has: to measure with, and to try things out on.
 *
 * @param shape what it is like
 * @param type F32, F16 or BF16
 * @param seed of its weights: equal seeds give equal bytes
 * @param embeddings whether it has the matrices over the vocabulary
 */
public record SyntheticModel(Architecture shape, ElementType type, long seed, boolean embeddings) {

    /** So that models of a billion parameters have several files. */
    private static final long SHARD_BYTES = 1_000_000_000L;

    /** Memory in which weights are made, whatever their number. */
    private static final long BUFFER_BYTES = 32L << 20;

    /** Room for headers, index and config, which take far less. */
    private static final long MARGIN_BYTES = 4L << 20;

    private static final double GIGA = 1e9;

    /** All that it holds, in the order of the files. */
    public List<TensorSpec> tensors() {
        return TransformerTensors.of(shape, type, embeddings);
    }

    /** Length of all weights. Of any number of blocks in no time: each is as large as the second. */
    public long bytes() {
        long one = bytes(1);
        return one + (shape.layers() - 1) * (bytes(2) - one);
    }

    private long bytes(int blocks) {
        return TransformerTensors.of(shape.withLayers(blocks), type, embeddings).stream()
                .mapToLong(TensorSpec::bytes)
                .sum();
    }

    /**
     * Writes it as a folder in Hugging Face layout, which appears whole or not at all. About a second a billion weights and
     * core, and what the disk takes.
     *
     * @param target a new folder
     * @throws OutputException when the disk has no room, or the place cannot be written: what, where, remedy
     */
    public void write(Path target) throws IOException {
        requireRoom(target);
        try (OutputFolder folder = OutputFolder.open(target)) {
            write(folder);
        }
    }

    private void write(OutputFolder folder) throws IOException {
        List<TensorSpec> tensors = tensors();
        try (Arena arena = Arena.ofShared();
                SafetensorsFolderWriter writer =
                        SafetensorsFolderWriter.open(folder, tensors, Map.of("format", "pt"), SHARD_BYTES)) {
            ConfigJson.write(folder.path(), shape, type);
            MemorySegment buffer = arena.allocate(BUFFER_BYTES);
            for (TensorSpec tensor : tensors) {
                writer.write(parts(tensor, buffer));
            }
            writer.commit();
        }
    }

    private void requireRoom(Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return; // OutputFolder says what is wrong.
        }
        long free = Files.getFileStore(parent).getUsableSpace();
        long needed = bytes() + MARGIN_BYTES;
        if (free < needed) {
            throw new OutputException(
                    target,
                    String.format(Locale.ROOT, "needs %.1f GB, its disk has %.1f GB free", needed / GIGA, free / GIGA),
                    "choose another disk, or a smaller model (--layers, --scale)");
        }
    }

    /** A tensor's bytes, a buffer at a time; each part is valid until the next. */
    private Iterable<MemorySegment> parts(TensorSpec tensor, MemorySegment buffer) {
        long[] lengths = tensor.shape();
        int cols = Math.toIntExact(lengths[lengths.length - 1]);
        int rows = lengths.length == 1 ? 1 : Math.toIntExact(lengths[0]);
        HeavyTailed weights = HeavyTailed.of(tensor.name(), rows, cols, seed);
        long rowBytes = (long) cols * type.bytes();
        int step = Math.toIntExact(Math.min(rows, buffer.byteSize() / rowBytes));
        return () -> IntStream.iterate(0, from -> from < rows, from -> from + step)
                .mapToObj(from -> {
                    int count = Math.min(step, rows - from);
                    MemorySegment part = buffer.asSlice(0, count * rowBytes);
                    weights.write(from, count, type, part);
                    return part;
                })
                .iterator();
    }
}
