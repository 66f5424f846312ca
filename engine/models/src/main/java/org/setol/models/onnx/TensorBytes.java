package org.setol.models.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.setol.models.ModelException;
import org.setol.models.Quoted;
import org.setol.models.UnpackedMemory;
import org.setol.models.onnx.TensorMessage.TypedValues;
import org.setol.models.onnx.WireCursor.Span;
import org.setol.spectra.matrix.ElementType;

/**
 * Where a tensor's numbers are: a slice of the mapped file, a slice of an external file, or, for encodings that are no
 * plain little-endian array (varints, values scattered over many fields), a decoded copy in native memory. Nothing goes
 * to the heap. A copy holds at most 8 bytes per byte of the file.
 */
final class TensorBytes {

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Arena arena;
    private final ExternalFiles externalFiles;

    TensorBytes(Arena arena, ExternalFiles externalFiles) {
        this.arena = arena;
        this.externalFiles = externalFiles;
    }

    /**
     * The bytes of exactly {@code elements} elements.
     *
     * @throws ModelException.Malformed when the file holds more or fewer
     */
    MemorySegment find(String name, TensorMessage tensor, DataType type, ElementType elementType, long elements)
            throws ModelException {
        long needed = bytes(name, tensor, elements, elementType.bytes());
        if (tensor.location() == 1) {
            return externalFiles.slice(name, tensor.external(), needed);
        }
        if (tensor.location() != 0) {
            throw malformed(tensor, name, "has the unknown data_location " + tensor.location());
        }
        if (tensor.raw().isPresent()) {
            Span raw = tensor.raw().get();
            return sliceOf(name, tensor, raw, needed);
        }
        if (tensor.typed(type.typedField()).isPresent()) {
            TypedValues values = tensor.typed(type.typedField()).get();
            boolean fixedWidth =
                    type.typedField() == TensorMessage.FLOAT_DATA || type.typedField() == TensorMessage.DOUBLE_DATA;
            if (!fixedWidth) {
                return decoded(name, tensor, type, elementType, elements);
            }
            return values.chunks() == 1
                    ? sliceOf(name, tensor, values.first(), needed)
                    : gathered(name, tensor, type.typedField(), values, needed);
        }
        if (needed != 0) {
            throw malformed(tensor, name, "needs " + needed + " bytes and has no data");
        }
        return MemorySegment.NULL;
    }

    private static long bytes(String name, TensorMessage tensor, long elements, int width) throws ModelException {
        try {
            return Math.multiplyExact(elements, width);
        } catch (ArithmeticException e) {
            throw malformed(tensor, name, "has " + elements + " elements, more than memory can hold");
        }
    }

    private static MemorySegment sliceOf(String name, TensorMessage tensor, Span span, long needed)
            throws ModelException {
        checkLength(name, tensor, span.length(), needed);
        return tensor.file().bytes().asSlice(span.start(), span.length());
    }

    private static void checkLength(String name, TensorMessage tensor, long length, long needed) throws ModelException {
        if (length != needed) {
            throw malformed(tensor, name, "has " + length + " bytes of data, its shape needs " + needed);
        }
    }

    private MemorySegment room(String name, TensorMessage tensor, long bytes) throws ModelException {
        return UnpackedMemory.room(tensor.file().path(), "tensor " + Quoted.of(name), bytes, arena);
    }

    /** Fixed-width values scattered over several fields, put one after the other. */
    private MemorySegment gathered(String name, TensorMessage tensor, int field, TypedValues values, long needed)
            throws ModelException {
        checkLength(name, tensor, values.bytes(), needed);
        MemorySegment target = room(name, tensor, needed);
        WireCursor cursor = tensor.walkAgain();
        long at = 0;
        while (cursor.next()) {
            if (cursor.field() != field) {
                cursor.skip();
                continue;
            }
            Span chunk = TensorMessage.values(cursor);
            MemorySegment.copy(tensor.file().bytes(), chunk.start(), target, at, chunk.length());
            at += chunk.length();
        }
        return target.asReadOnly();
    }

    /** Varints, of which the low bytes are the element's bit pattern. */
    private MemorySegment decoded(
            String name, TensorMessage tensor, DataType type, ElementType elementType, long elements)
            throws ModelException {
        long available = tensor.typed(type.typedField()).orElseThrow().bytes();
        if (elements > available) {
            throw malformed(
                    tensor,
                    name,
                    "has " + available + " bytes of numbers where its shape needs " + elements + " numbers");
        }
        MemorySegment target = room(name, tensor, elements * elementType.bytes());
        WireCursor cursor = tensor.walkAgain();
        long count = 0;
        while (cursor.next()) {
            if (cursor.field() != type.typedField()) {
                cursor.skip();
                continue;
            }
            WireCursor packed = cursor.enter(TensorMessage.values(cursor));
            for (; !packed.atEnd(); count++) {
                long value = packed.packedVarint();
                if (count < elements) {
                    put(target, count, elementType.bytes(), value);
                }
            }
        }
        if (count != elements) {
            throw malformed(tensor, name, "has " + count + " numbers, its shape needs " + elements);
        }
        return target.asReadOnly();
    }

    private static void put(MemorySegment target, long index, int width, long value) {
        switch (width) {
            case 1 -> target.set(ValueLayout.JAVA_BYTE, index, (byte) value);
            case 2 -> target.set(SHORT, index * 2, (short) value);
            case 4 -> target.set(INT, index * 4, (int) value);
            default -> target.set(LONG, index * 8, value);
        }
    }

    static ModelException.Malformed malformed(TensorMessage tensor, String name, String problem) {
        return new ModelException.Malformed(tensor.file().path(), "tensor " + Quoted.of(name) + " " + problem);
    }
}
