package org.setol.spectra.source;

import java.lang.foreign.MemorySegment;

/**
 * Pages of a mapped file that have been read count as resident memory of the process until they are given back. They stay in
 * the operating system's cache of the file.
 */
final class MappedPages {

    /**
     * Runs that lie closer together than this are released as one: to release a run by itself takes 6 to 47 microseconds, and
     * as long to read the 16 to 64 KiB between it and the next again, if anybody does (benchmarks/NOTES.md, entry 36).
     */
    private static final long NEAR = 1 << 16;

    /**
     * Read ahead at once: little beside the memory that is counted for the process, and enough for the system to cache a file in
     * large pieces, which are mapped again in a tenth of the time of small ones (ibid.).
     */
    private static final long WINDOW = 1 << 24;

    private MappedPages() {}

    /**
     * Gives back what {@code view} lies on, and what lies between its runs where that is little. Pages are file-backed and
     * read-only, so that whoever reads a neighbour on them only reads them again.
     */
    static void release(StridedView view) {
        if (!isFile(view)) {
            return;
        }
        Runs runs = Runs.of(view);
        long bytes = view.elementType().bytes();
        for (long run = 0; run < runs.count(); run++) {
            long from = (view.offset() + run * runs.distance()) * bytes;
            MemorySegment pages = view.segment().asSlice(from, runs.length() * bytes);
            pages.unload();
        }
    }

    /** False for what may have been written to: pages of a private mapping would come back as the file has them. */
    private static boolean isFile(StridedView view) {
        MemorySegment segment = view.segment();
        return segment.isMapped() && segment.isReadOnly() && view.rows() > 0 && view.cols() > 0;
    }

    /** True when what lies between the runs of {@code view} would be released with them. */
    static boolean isDense(StridedView view) {
        return Runs.of(view).count() == 1;
    }

    /** Elements that are released at once, the gaps within them included. */
    private record Runs(long count, long distance, long length) {

        static Runs of(StridedView view) {
            boolean byRows = view.isByRows();
            long count = byRows ? view.rows() : view.cols();
            long distance = byRows ? view.rowStride() : view.colStride();
            long last = byRows ? (view.cols() - 1L) * view.colStride() : (view.rows() - 1L) * view.rowStride();
            return (distance - last) * view.elementType().bytes() <= NEAR
                    ? new Runs(1, distance, last + (count - 1) * distance + 1)
                    : new Runs(count, distance, last + 1);
        }
    }

    /**
     * Brings all from the first to the last element of {@code view} into the operating system's cache of the file, window by
     * window, none of which stays resident. Ends early in a thread that is interrupted.
     */
    static void readAhead(StridedView view) {
        if (!isFile(view)) {
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
