package org.setol.models.onnx;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.setol.models.MappedFile;
import org.setol.models.ModelException;
import org.setol.models.onnx.Graphs.Node;
import org.setol.models.onnx.Graphs.Scope;
import org.setol.models.onnx.Graphs.Stored;

/**
 * Walks graphs, their nodes and the graphs inside those. Within one graph the initializers come first, then the
 * {@code Constant} nodes' tensors in node order, whatever the order on the wire; a subgraph's tensors stand where its
 * node stands.
 *
 * <p>Scalars and lists that a {@code Constant} spells out as attributes ({@code value_float}, {@code value_ints}, ...)
 * are parameters of operators, never weights, and are passed over.
 */
final class GraphReader {

    /** Deepest nesting of graphs; exporters stay below 5. */
    static final int MAX_DEPTH = 50;

    private final MappedFile file;
    private final Graphs found = new Graphs();

    GraphReader(MappedFile file) {
        this.file = file;
    }

    Graphs found() {
        return found;
    }

    /** Reads a {@code GraphProto}. */
    void readGraph(WireCursor graph, int depth) throws ModelException {
        if (depth > MAX_DEPTH) {
            throw graph.malformed("graphs are nested deeper than " + MAX_DEPTH, graph.start());
        }
        Scope scope = new Scope(found.nodes.size());
        readInitializers(new WireCursor(file, "graph", graph.start(), graph.end()), scope);
        while (graph.next()) {
            if (graph.field() == 1) {
                readNode(graph.message("node"), scope, depth);
            } else {
                graph.skip();
            }
        }
        scope.end = found.nodes.size();
    }

    /** Reads a {@code FunctionProto}, which holds nodes but no initializers. */
    void readFunction(WireCursor function) throws ModelException {
        Scope scope = new Scope(found.nodes.size());
        while (function.next()) {
            if (function.field() == 7) {
                readNode(function.message("node"), scope, 1);
            } else {
                function.skip();
            }
        }
        scope.end = found.nodes.size();
    }

    private void readInitializers(WireCursor graph, Scope scope) throws ModelException {
        while (graph.next()) {
            switch (graph.field()) {
                case 5 -> {
                    WireCursor cursor = graph.message("initializer");
                    TensorMessage tensor = TensorMessage.read(file, cursor);
                    if (tensor.name().isEmpty()) {
                        throw cursor.malformed("the initializer has no name", cursor.start());
                    }
                    found.tensors.add(new Stored(tensor.name(), tensor, scope));
                }
                case 15 -> found.sparse.add(sparseName(graph.message("sparse_initializer")));
                default -> graph.skip();
            }
        }
    }

    /** The name of a {@code SparseTensorProto} is the name of its values. */
    private String sparseName(WireCursor sparse) throws ModelException {
        String name = "";
        while (sparse.next()) {
            if (sparse.field() == 1) {
                name = TensorMessage.read(file, sparse.message("sparse values")).name();
            } else {
                sparse.skip();
            }
        }
        return name;
    }

    private void readNode(WireCursor cursor, Scope scope, int depth) throws ModelException {
        List<String> inputs = new ArrayList<>(2);
        List<String> outputs = new ArrayList<>(1);
        String name = "";
        String operator = "";
        boolean hasAttributes = false;
        WireCursor attributes = new WireCursor(file, "node", cursor.start(), cursor.end());
        while (cursor.next()) {
            switch (cursor.field()) {
                case 1 -> inputs.add(cursor.text());
                case 2 -> outputs.add(cursor.text());
                case 3 -> name = cursor.text();
                case 4 -> operator = cursor.text();
                case 5 -> {
                    hasAttributes = true;
                    cursor.skip();
                }
                default -> cursor.skip();
            }
        }
        Node node = new Node(name, operator, inputs, outputs, scope);
        if (!inputs.isEmpty() || !outputs.isEmpty()) {
            found.nodes.add(node);
        }
        if (hasAttributes) {
            readAttributes(attributes, node, depth);
        }
    }

    /** A second pass, since on the wire attributes may stand before the operator that says what they mean. */
    private void readAttributes(WireCursor cursor, Node node, int depth) throws ModelException {
        while (cursor.next()) {
            if (cursor.field() == 5) {
                readAttribute(cursor.message("attribute"), node, depth);
            } else {
                cursor.skip();
            }
        }
    }

    private void readAttribute(WireCursor attribute, Node node, int depth) throws ModelException {
        boolean constant = node.operator().equals("Constant");
        TensorMessage value = null;
        boolean sparse = false;
        while (attribute.next()) {
            switch (attribute.field()) {
                case 5 -> value = tensorIf(constant, attribute);
                case 6, 11 -> readGraph(attribute.message("subgraph"), depth + 1);
                case 22 -> {
                    sparse = true;
                    attribute.skip();
                }
                default -> attribute.skip();
            }
        }
        if (constant && sparse) {
            found.sparse.add(outputOf(node, attribute));
        } else if (value != null) {
            found.tensors.add(new Stored(outputOf(node, attribute), value, node.scope()));
        }
    }

    /** The tensor of a {@code Constant}; other operators' tensor attributes are parameters, not weights. */
    private @Nullable TensorMessage tensorIf(boolean constant, WireCursor attribute) throws ModelException {
        if (constant) {
            return TensorMessage.read(file, attribute.message("tensor"));
        }
        attribute.skip();
        return null;
    }

    private static String outputOf(Node node, WireCursor attribute) throws ModelException {
        if (node.outputs().isEmpty() || node.outputs().getFirst().isEmpty()) {
            throw attribute.malformed("a Constant node has no output", attribute.start());
        }
        return node.outputs().getFirst();
    }
}
