package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

final class SegmentPointersTest {

    @Test
    void aPointerAndItsSegmentAreTheSameMemory() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(64, 64);
            DoublePointer doubles = SegmentPointers.doubles(segment.asSlice(8, 16));
            segment.setAtIndex(ValueLayout.JAVA_DOUBLE, 2, 2.5);
            assertThat(doubles.get(1)).isEqualTo(2.5);
            assertThat(doubles.capacity()).isEqualTo(2);
            doubles.put(0, -1);
            assertThat(segment.getAtIndex(ValueLayout.JAVA_DOUBLE, 1)).isEqualTo(-1);
            FloatPointer floats = SegmentPointers.floats(segment);
            floats.put(15, 3.5f);
            assertThat(segment.getAtIndex(ValueLayout.JAVA_FLOAT, 15)).isEqualTo(3.5f);
            assertThat(floats.limit()).isEqualTo(16);
            IntPointer ints = SegmentPointers.ints(segment);
            ints.put(12, 7);
            assertThat(segment.getAtIndex(ValueLayout.JAVA_INT, 12)).isEqualTo(7);
            assertThat(ints.capacity()).isEqualTo(16);
        }
    }

    @Test
    void javaCppNeitherCountsNorFreesTheMemory() {
        try (Arena arena = Arena.ofConfined()) {
            long before = Pointer.totalBytes();
            MemorySegment segment = arena.allocate(1 << 20, 64);
            SegmentPointers.doubles(segment).close();
            assertThat(Pointer.totalBytes()).isEqualTo(before);
            segment.fill((byte) 1);
            assertThat(segment.get(ValueLayout.JAVA_BYTE, 1000)).isEqualTo((byte) 1);
        }
    }

    @Test
    void memoryOnTheHeapIsRefused() {
        MemorySegment heap = MemorySegment.ofArray(new double[4]);
        assertThatThrownBy(() -> SegmentPointers.doubles(heap)).isInstanceOf(IllegalArgumentException.class);
    }
}
