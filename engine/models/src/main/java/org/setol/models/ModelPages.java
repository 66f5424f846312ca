package org.setol.models;

import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The pages of a model's mapped files. Those that have been read count as resident memory of the process until they are given
 * back, which happens to all at once whenever enough have been read: a call of the system for each matrix would take as long as
 * small matrices themselves (benchmarks/NOTES.md, entry 38). They stay in the system's cache, and whoever is reading one that
 * goes only maps it again. Thread-safe.
 */
public final class ModelPages {

    /** So much of what is read from one end to the other, once, is resident at a time. */
    public static final long WINDOW = 1L << 24;

    /** Bytes that are read between: little beside the memory that is counted for the process (ibid.). */
    private static final long MOST = 1L << 25;

    private final Set<MappedFile> files;
    private final AtomicLong read = new AtomicLong();

    /** @param files of one model, or of several that are read together */
    public ModelPages(Collection<MappedFile> files) {
        this.files = Set.copyOf(files);
    }

    /** Says that so many bytes have been read. */
    public void read(long bytes) {
        if (read.addAndGet(bytes) >= MOST && read.getAndSet(0) >= MOST) {
            files.forEach(file -> giveBack(file.bytes()));
        }
    }

    /** Gives back those of a part of a file at once. Nothing happens to memory that is not mapped. */
    public static void giveBack(MemorySegment part) {
        if (part.isMapped()) {
            part.unload();
        }
    }
}
