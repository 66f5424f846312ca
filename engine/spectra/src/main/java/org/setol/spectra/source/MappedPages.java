package org.setol.spectra.source;

import java.lang.foreign.MemorySegment;

/** Pages of a mapped file, read before they are needed. */
final class MappedPages {

    /**
     * Read at once: little beside the memory that is counted for the process, and enough for the system to cache a file in
     * large pieces, which are mapped again in a tenth of the time of small ones (benchmarks/NOTES.md, entry 36).
     */
    private static final long WINDOW = 1L << 24;

    /** What is no longer stays mapped for who reads it next: to map it again would take as long as reading it (entry 38). */
    private static final long KEPT = 1L << 22;

    private MappedPages() {}

    /**
     * Brings all from the first to the last element of {@code view} into the operating system's cache of the file, window by
     * window. Ends early in a thread that is interrupted.
     *
     * @return bytes of the elements when they stay mapped, else 0
     */
    static long readAhead(StridedView view) {
        if (!view.segment().isMapped() || view.rows() == 0 || view.cols() == 0) {
            return 0;
        }
        long bytes = view.elementType().bytes();
        long last = view.offset() + (view.rows() - 1L) * view.rowStride() + (view.cols() - 1L) * view.colStride();
        long begin = view.offset() * bytes;
        long end = (last + 1) * bytes;
        for (long from = begin; from < end && !Thread.currentThread().isInterrupted(); from += WINDOW) {
            MemorySegment pages = view.segment().asSlice(from, Math.min(WINDOW, end - from));
            pages.load();
            if (end - begin > KEPT && pages.isReadOnly()) {
                // Pages of a private mapping that have been written to would come back as the file has them.
                pages.unload();
            }
        }
        return end - begin > KEPT ? 0 : (long) view.rows() * view.cols() * bytes;
    }
}
