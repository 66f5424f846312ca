package org.setol.bindings.lapack;

import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * JavaCPP pointers to memory of an arena, nothing copied. They own nothing and have no deallocator (so JavaCPP's memory
 * limits do not see them either); one is valid as long as the arena of its segment lives, and must not be kept longer.
 * A segment's bounds and confinement are <b>not</b> enforced through its pointer.
 */
final class SegmentPointers {

    private SegmentPointers() {}

    static DoublePointer doubles(MemorySegment segment) {
        return new Doubles(segment);
    }

    static FloatPointer floats(MemorySegment segment) {
        return new Floats(segment);
    }

    static IntPointer ints(MemorySegment segment) {
        return new Ints(segment);
    }

    private static void requireNative(MemorySegment segment) {
        if (!segment.isNative()) {
            throw new IllegalArgumentException("LAPACK reads memory outside the heap only");
        }
    }

    private static final class Doubles extends DoublePointer {
        Doubles(MemorySegment segment) {
            requireNative(segment);
            address = segment.address();
            limit = segment.byteSize() / Double.BYTES;
            capacity = limit;
        }
    }

    private static final class Floats extends FloatPointer {
        Floats(MemorySegment segment) {
            requireNative(segment);
            address = segment.address();
            limit = segment.byteSize() / Float.BYTES;
            capacity = limit;
        }
    }

    private static final class Ints extends IntPointer {
        Ints(MemorySegment segment) {
            requireNative(segment);
            address = segment.address();
            limit = segment.byteSize() / Integer.BYTES;
            capacity = limit;
        }
    }
}
