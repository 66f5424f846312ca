package org.setol.models;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a reader found.
 *
 * @param format name of the format, e.g. {@code safetensors}
 * @param tensors in the file's own order, unique names
 * @param unread entries that are no tensors this engine can map, with the reason (a string in a checkpoint is none of
 *     these; a compressed or quantised tensor is)
 * @param metadata the file's own key/value notes; empty where the format has none
 * @param files all that was mapped; what stands in their places is the model itself
 */
public record ModelContents(
        String format, List<Tensor> tensors, List<Unread> unread, Map<String, String> metadata, Set<MappedFile> files) {

    /** As a reader finds it in the one file it was given; who opened that adds it. */
    public ModelContents(String format, List<Tensor> tensors, List<Unread> unread, Map<String, String> metadata) {
        this(format, tensors, unread, metadata, Set.of());
    }

    public ModelContents {
        tensors = List.copyOf(tensors);
        unread = List.copyOf(unread);
        metadata = Map.copyOf(metadata);
        files = Set.copyOf(files);
    }

    /** The same, read from this file too. */
    ModelContents from(MappedFile file) {
        Set<MappedFile> all = new HashSet<>(files);
        all.add(file);
        return new ModelContents(format, tensors, unread, metadata, all);
    }

    /** Where they are. */
    public Set<Path> paths() {
        return files.stream().map(MappedFile::path).collect(Collectors.toSet());
    }

    /**
     * A tensor that is in the file but cannot be mapped.
     *
     * @param name its name
     * @param shape as text, {@code ?} when unknown
     * @param type the file's own type name
     * @param reason one line
     */
    public record Unread(String name, String shape, String type, String reason) {}
}
