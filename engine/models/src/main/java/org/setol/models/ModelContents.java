package org.setol.models;

import java.util.List;
import java.util.Map;

/**
 * What a reader found.
 *
 * @param format name of the format, e.g. {@code safetensors}
 * @param tensors in the file's own order, unique names
 * @param unread entries that are no tensors this engine can map, with the reason (a string in a checkpoint is none of
 *     these; a compressed or quantised tensor is)
 * @param metadata the file's own key/value notes; empty where the format has none
 */
public record ModelContents(String format, List<Tensor> tensors, List<Unread> unread, Map<String, String> metadata) {

    public ModelContents {
        tensors = List.copyOf(tensors);
        unread = List.copyOf(unread);
        metadata = Map.copyOf(metadata);
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
