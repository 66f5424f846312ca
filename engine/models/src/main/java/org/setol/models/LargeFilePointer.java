package org.setol.models;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** The small text that a clone without Git LFS holds in place of the weights: the commonest "broken" model file. */
final class LargeFilePointer {

    private static final MemorySegment BEGIN =
            MemorySegment.ofArray("version https://git-lfs".getBytes(StandardCharsets.US_ASCII));

    private LargeFilePointer() {}

    static boolean isOne(MappedFile file) {
        long length = BEGIN.byteSize();
        return file.size() >= length && file.bytes().asSlice(0, length).mismatch(BEGIN) == -1;
    }

    static ModelException refuse(MappedFile file) {
        return new ModelException.Unreadable(
                file.path(), "is a Git LFS pointer, not the weights", "run 'git lfs pull' in the clone");
    }
}
