package org.setol.models.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.onnx.WireCursor.Span;

/** The top level of a file: {@code ModelProto}. */
final class ModelHeader {

    static final int GRAPH = 7;

    /** ir_version to graph, opset_import, metadata_props, training_info, functions, configuration. */
    static final Set<Integer> FIELDS = Set.of(1, 2, 3, 4, 5, 6, GRAPH, 8, 14, 20, 25, 26);

    private ModelHeader() {}

    /**
     * Hands the graph and the local functions to {@code graphs}.
     *
     * @return who wrote the model, and its own notes; notes longer than {@link WireCursor#MAX_TEXT} are left out
     */
    static Map<String, String> read(MappedFile file, GraphReader graphs) throws ModelException {
        Map<String, String> metadata = new LinkedHashMap<>();
        boolean graph = false;
        WireCursor top = new WireCursor(file, "model", 0, file.size());
        while (top.next()) {
            switch (top.field()) {
                case 1 -> metadata.put("ir_version", Long.toString(top.varint()));
                case 2 -> metadata.put("producer_name", top.text());
                case 3 -> metadata.put("producer_version", top.text());
                case GRAPH -> {
                    if (graph) {
                        throw top.malformed("a second graph", top.start());
                    }
                    graph = true;
                    graphs.readGraph(top.message("graph"), 0);
                }
                case 14 -> readNote(top.message("metadata_props"), metadata);
                case 25 -> graphs.readFunction(top.message("function"));
                default -> top.skip();
            }
        }
        if (!graph) {
            throw new ModelException.Malformed(file.path(), "an ONNX model without a graph");
        }
        return metadata;
    }

    private static void readNote(WireCursor entry, Map<String, String> metadata) throws ModelException {
        String key = "";
        Span value = new Span(0, 0);
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = entry.text();
                case 2 -> value = entry.span();
                default -> entry.skip();
            }
        }
        if (value.length() <= WireCursor.MAX_TEXT) {
            metadata.putIfAbsent(key, entry.textOf(value));
        }
    }
}
