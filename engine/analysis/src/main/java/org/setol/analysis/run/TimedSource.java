package org.setol.analysis.run;

import java.util.Optional;
import org.setol.models.ModelPages;
import org.setol.spectra.matrix.BlockSource;
import org.setol.spectra.matrix.DerivedSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.StoredMatrix;

/** A source that knows how long it took to be read, and says how much was. Used by one thread. */
final class TimedSource implements DerivedSource {

    private final MatrixSource source;
    private final ModelPages pages;
    private long nanos;

    TimedSource(MatrixSource source, ModelPages pages) {
        this.source = source;
        this.pages = pages;
    }

    @Override
    public MatrixSource source() {
        return source;
    }

    @Override
    public void copyTo(Matrix target) {
        long start = System.nanoTime();
        source.copyTo(target);
        read(target, start);
    }

    @Override
    public Optional<BlockSource> blocks() {
        return source.blocks().map(Blocks::new);
    }

    /** Handed on: who takes weights as they are reads them while it computes. */
    @Override
    public Optional<StoredMatrix> stored() {
        return source.stored();
    }

    private void read(Matrix part, long start) {
        pages.read(part.size() * source.elementType().bytes());
        nanos += System.nanoTime() - start;
    }

    /** Time spent reading so far. */
    long nanos() {
        return nanos;
    }

    private final class Blocks implements BlockSource {

        private final BlockSource blocks;

        Blocks(BlockSource blocks) {
            this.blocks = blocks;
        }

        @Override
        public void copyBlock(int row, int col, Matrix block) {
            long start = System.nanoTime();
            blocks.copyBlock(row, col, block);
            read(block, start);
        }
    }
}
