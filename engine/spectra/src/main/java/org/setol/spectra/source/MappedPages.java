package org.setol.spectra.source;

import java.lang.foreign.MemorySegment;

/**
 * Pages of a mapped file that have been read count as resident memory of the process until they are given back. They stay in
 * the operating system's cache of the file.
 */
final class MappedPages {

    /** Runs that lie closer together than this are released as one: a call costs more than the pages between them. */
    private static final long NEAR = 1 << 16;

    /** Read ahead at once: enough for the disk to be busy, and little beside the memory that is counted for the process. */
    private static final long WINDOW = 1 << 22;

    private MappedPages() {}

    /**
     * Gives back what {@code view} lies on, and what lies between its runs where that is little. Pages are file-backed and
     * read-only, so that whoever reads a neighbour on them only reads them again.
     */
    static void release(StridedView view) {
        if (!view.segment().isMapped() || view.rows() == 0 || view.cols() == 0) {
            return;
        }
        boolean byRows = view.rowStride() >= view.colStride();
        long runs = byRows ? view.rows() : view.cols();
        long distance = byRows ? view.rowStride() : view.colStride();
        long last = byRows ? (view.cols() - 1L) * view.colStride() : (view.rows() - 1L) * view.rowStride();
        long bytes = view.elementType().bytes();
        if ((distance - last) * bytes <= NEAR) {
            last += (runs - 1) * distance;
            runs = 1;
        }
        for (long run = 0; run < runs; run++) {
            long from = (view.offset() + run * distance) * bytes;
            MemorySegment pages = view.segment().asSlice(from, (last + 1) * bytes);
            pages.unload();
        }
    }

    /**
     * Brings all from the first to the last element of {@code view} into the operating system's cache of the file, window by
     * window, none of which stays resident. Ends early in a thread that is interrupted.
     */
    static void readAhead(StridedView view) {
        if (!view.segment().isMapped() || view.rows() == 0 || view.cols() == 0) {
            return;
        }
        long bytes = view.elementType().bytes();
        long last = view.offset() + (view.rows() - 1L) * view.rowStride() + (view.cols() - 1L) * view.colStride();
        long end = (last + 1) * bytes;
        for (long from = view.offset() * bytes;
                from < end && !Thread.currentThread().isInterrupted();
                from += WINDOW) {
            MemorySegment pages = view.segment().asSlice(from, Math.min(WINDOW, end - from));
            pages.load();
            pages.unload();
        }
    }
}
