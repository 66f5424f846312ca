package org.setol.analysis.rewrite;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.setol.analysis.report.LayerChange;

/**
 * A layer ready to be written.
 *
 * @param change what was done
 * @param bytes the new tensor, row-major; empty when the old one stays
 * @param arena the owner of the bytes
 */
record RewrittenLayer(LayerChange change, Optional<MemorySegment> bytes, Arena arena) implements AutoCloseable {

    @Override
    public void close() {
        arena.close();
    }
}
