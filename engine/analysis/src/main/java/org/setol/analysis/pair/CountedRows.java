package org.setol.analysis.pair;

import org.setol.models.ModelPages;
import org.setol.spectra.matrix.DerivedSource;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.source.RowSource;

/** Rows of a model that says what of it has been read. */
record CountedRows(RowSource source, ModelPages pages) implements RowSource, DerivedSource {

    @Override
    public void copyBlock(int row, int col, Matrix block) {
        source.copyBlock(row, col, block);
        pages.read(block.size() * elementType().bytes());
    }
}
