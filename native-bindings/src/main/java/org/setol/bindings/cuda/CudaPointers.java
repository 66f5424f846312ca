package org.setol.bindings.cuda;

import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * JavaCPP pointers to an address, of the device or of an arena. They own nothing and keep nothing alive. JavaCPP's own memory
 * is not used: it is refused to a process that holds much memory, although that is what matrices take.
 */
final class CudaPointers {

    private CudaPointers() {}

    static Pointer at(long address) {
        return new Any(address);
    }

    static Pointer to(MemorySegment segment) {
        return new Any(segment.address());
    }

    static FloatPointer floats(long address) {
        return new Floats(address);
    }

    static DoublePointer doubles(long address) {
        return new Doubles(address);
    }

    static IntPointer ints(long address) {
        return new Ints(address);
    }

    static LongPointer longs(long address) {
        return new Longs(address);
    }

    static SizeTPointer sizes(long address) {
        return new Sizes(address);
    }

    private static final class Any extends Pointer {
        Any(long address) {
            this.address = address;
        }
    }

    private static final class Floats extends FloatPointer {
        Floats(long address) {
            this.address = address;
        }
    }

    private static final class Doubles extends DoublePointer {
        Doubles(long address) {
            this.address = address;
        }
    }

    private static final class Ints extends IntPointer {
        Ints(long address) {
            this.address = address;
        }
    }

    private static final class Sizes extends SizeTPointer {
        Sizes(long address) {
            this.address = address;
        }
    }

    private static final class Longs extends LongPointer {
        Longs(long address) {
            this.address = address;
        }
    }
}
