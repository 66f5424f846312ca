package org.setol.models.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelContents.Unread;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat;
import org.setol.models.Tensor;
import org.setol.models.UniqueNames;
import org.setol.models.onnx.Graphs.Node;
import org.setol.models.onnx.Graphs.Stored;
import org.setol.spectra.matrix.ElementType;

/**
 * ONNX models. The protobuf wire format is walked in the mapped file, so files above 2 GB (protobuf's own limit) work
 * and {@code raw_data} is used where it lies.
 *
 * <p>Tensors: per graph its initializers, then its {@code Constant} nodes' tensors by output name; subgraphs and local
 * functions included. Cost: one pass over the structure; weights are not touched.
 *
 * <p>Source: onnx.proto, IR version 13.
 */
public final class OnnxFormat implements ModelFormat {

    private static final String NAME = "onnx";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> suffixes() {
        return List.of(".onnx");
    }

    /**
     * {@inheritDoc}
     *
     * <p>ONNX has no magic number: certain is a file that starts with an IR version and whose top level, walked to its
     * very end, has only fields that a model has, one of them a graph.
     */
    @Override
    public Match match(MappedFile file) {
        if (startsWithIrVersion(file) && walksCleanly(file)) {
            return Match.CERTAIN;
        }
        return file.lowerCaseName().endsWith(".onnx") ? Match.POSSIBLE : Match.NO;
    }

    private static boolean startsWithIrVersion(MappedFile file) {
        return file.size() > 2
                && file.bytes().get(ValueLayout.JAVA_BYTE, 0) == 0x08
                && file.bytes().get(ValueLayout.JAVA_BYTE, 1) > 0;
    }

    private static boolean walksCleanly(MappedFile file) {
        try {
            boolean graph = false;
            WireCursor top = new WireCursor(file, "model", 0, file.size());
            while (top.next()) {
                if (!ModelHeader.FIELDS.contains(top.field())) {
                    return false;
                }
                graph |= top.field() == ModelHeader.GRAPH && top.wireType() == WireCursor.LENGTH_DELIMITED;
                top.skip();
            }
            return graph;
        } catch (ModelException e) {
            return false;
        }
    }

    @Override
    public ModelContents read(MappedFile file, Arena arena) throws ModelException {
        GraphReader graphs = new GraphReader(file);
        Map<String, String> metadata = ModelHeader.read(file, graphs);
        Graphs found = graphs.found();
        Consumers consumers = new Consumers(found.nodes);
        ExternalFiles external = new ExternalFiles(file.path(), arena);
        TensorBytes bytes = new TensorBytes(arena, external);
        UniqueNames names = new UniqueNames();
        List<Tensor> tensors = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        for (Stored stored : found.tensors) {
            add(stored, names.unique(stored.name()), consumers, bytes, tensors, unread);
        }
        for (String sparse : found.sparse) {
            unread.add(new Unread(names.unique(sparse), "?", "sparse", "sparse tensors are not read"));
        }
        return new ModelContents(NAME, tensors, unread, metadata, external.files());
    }

    private static void add(
            Stored stored,
            String name,
            Consumers consumers,
            TensorBytes bytes,
            List<Tensor> tensors,
            List<Unread> unread)
            throws ModelException {
        TensorMessage message = stored.message();
        DataType type = DataType.of(message.dataType())
                .orElseThrow(() -> TensorBytes.malformed(
                        message, name, "has the unknown data type " + Long.toUnsignedString(message.dataType())));
        long[] shape = message.dims();
        Optional<ElementType> elementType = type.elementType();
        if (elementType.isEmpty() || message.segmented()) {
            String reason = message.segmented() ? "stored in segments" : type.reason();
            unread.add(new Unread(name, shapeText(shape), type.name(), reason));
            return;
        }
        long elements = elements(shape, name, message);
        Optional<Node> consumer = consumers.of(stored.name(), stored.scope());
        tensors.add(new Tensor(
                name,
                consumer.map(Node::label).orElse(""),
                consumer.map(Node::operator).orElse(""),
                elementType.get(),
                shape,
                Tensor.rowMajorStrides(shape),
                bytes.find(name, message, type, elementType.get(), elements)));
    }

    /** Product of the shape. The product without zeros must fit too, since strides are made of it. */
    private static long elements(long[] shape, String name, TensorMessage message) throws ModelException {
        long product = 1;
        boolean empty = false;
        for (long dim : shape) {
            if (dim < 0) {
                throw TensorBytes.malformed(message, name, "has the negative length " + dim + " in its shape");
            }
            empty |= dim == 0;
            try {
                product = Math.multiplyExact(product, Math.max(1, dim));
            } catch (ArithmeticException e) {
                throw TensorBytes.malformed(
                        message, name, "has the shape " + shapeText(shape) + ", more than memory can hold");
            }
        }
        return empty ? 0 : product;
    }

    private static String shapeText(long[] shape) {
        return shape.length == 0
                ? "scalar"
                : LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }
}
