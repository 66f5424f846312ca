package org.setol.models.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes protobuf messages, sound ones and others, as ONNX exporters do. */
final class Wire {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Wire message() {
        return new Wire();
    }

    Wire varint(int field, long value) {
        tag(field, 0);
        return bareVarint(value);
    }

    Wire bytes(int field, byte[] bytes) {
        tag(field, 2);
        bareVarint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    Wire text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Wire message(int field, Wire message) {
        return bytes(field, message.bytes());
    }

    Wire fixed32(int field, float value) {
        tag(field, 5);
        out.writeBytes(floats(value));
        return this;
    }

    Wire tag(int field, int wireType) {
        return bareVarint(((long) field << 3) | wireType);
    }

    Wire bareVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** {@code TensorProto} with dims, data type and name; data is for the caller to add. */
    static Wire tensor(String name, long dataType, long... dims) {
        Wire tensor = message();
        for (long dim : dims) {
            tensor.varint(1, dim);
        }
        return tensor.varint(2, dataType).text(8, name);
    }

    /** A float tensor with raw data 0, 1, 2, ... */
    static Wire floatTensor(String name, int rows, int cols) {
        float[] values = new float[rows * cols];
        for (int k = 0; k < values.length; k++) {
            values[k] = k;
        }
        return tensor(name, 1, rows, cols).bytes(9, floats(values));
    }

    static Wire node(String name, String operator, String input, String output) {
        return message().text(1, input).text(2, output).text(3, name).text(4, operator);
    }

    /** A {@code Constant} whose attribute stands before its operator, as the wire format permits. */
    static Wire constant(String output, Wire tensor) {
        Wire attribute = message().text(1, "value").message(5, tensor).varint(20, 4);
        return message().message(5, attribute).text(2, output).text(4, "Constant");
    }

    /** {@code ModelProto} with this graph, the graph last. */
    static byte[] model(Wire graph) {
        return message().varint(1, 8).text(2, "test").message(7, graph).bytes();
    }

    static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    static byte[] doubles(double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return buffer.array();
    }
}
