package org.setol.models.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, those of {@code torch.save} (protocol 2) and hostile ones. */
final class PickleWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A pickle of protocol 2, not ended. */
    static PickleWriter protocol2() {
        return new PickleWriter().op(Opcode.PROTO, 2);
    }

    PickleWriter op(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    PickleWriter int32(int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    PickleWriter int64(long value) {
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    PickleWriter ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleWriter global(String module, String name) {
        return op(Opcode.GLOBAL).ascii(module + "\n" + name + "\n");
    }

    PickleWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op(Opcode.BINUNICODE).int32(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    /** As Python writes it: the shortest of BININT1, BININT and LONG1. */
    PickleWriter integer(long value) {
        if (value >= 0 && value < 256) {
            return op(Opcode.BININT1, (int) value);
        }
        if (value == (int) value) {
            return op(Opcode.BININT).int32((int) value);
        }
        return op(Opcode.LONG1, 8).int64(value);
    }

    PickleWriter integers(long... values) {
        op(Opcode.MARK);
        for (long value : values) {
            integer(value);
        }
        return op(Opcode.TUPLE);
    }

    /** {@code collections.OrderedDict()}, empty. */
    PickleWriter orderedDict() {
        return global("collections", "OrderedDict").op(Opcode.EMPTY_TUPLE, Opcode.REDUCE);
    }

    PickleWriter storage(String type, String key, long length) {
        return op(Opcode.MARK)
                .text("storage")
                .global("torch", type)
                .text(key)
                .text("cpu")
                .integer(length)
                .op(Opcode.TUPLE, Opcode.BINPERSID);
    }

    /** A whole float storage as a row-major tensor. */
    PickleWriter floats(String key, long... shape) {
        long length = 1;
        long[] strides = new long[shape.length];
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = length;
            length *= shape[axis];
        }
        return tensor("FloatStorage", key, length, 0, shape, strides);
    }

    PickleWriter tensor(String type, String key, long length, long offset, long[] shape, long[] strides) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .op(Opcode.MARK)
                .storage(type, key, length)
                .integer(offset)
                .integers(shape)
                .integers(strides)
                .op(Opcode.NEWFALSE)
                .orderedDict()
                .op(Opcode.TUPLE, Opcode.REDUCE);
    }

    int length() {
        return out.size();
    }

    /** Ends the pickle. */
    byte[] stop() {
        return op(Opcode.STOP).bytes();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
