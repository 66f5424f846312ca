package org.setol.analysis.run;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.setol.spectra.matrix.BlockSource;
import org.setol.spectra.matrix.DerivedSource;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/**
 * Float32 weights multiplied by a factor in float32, each product rounded, before anything is computed: what
 * WeightWatcher does to convolutions (NumPy casts the factor to the array's type). Scaling the eigenvalues instead would be
 * exact, and differ from it by up to 1e-6.
 */
record Float32Scaled(MatrixSource source, float factor) implements DerivedSource {

    Float32Scaled {
        if (source.elementType() != ElementType.FLOAT32) {
            throw new IllegalArgumentException(
                    "stored as " + source.elementType().label() + ", not F32");
        }
    }

    @Override
    public void copyTo(Matrix target) {
        source.copyTo(target);
        multiply(target);
    }

    @Override
    public Optional<BlockSource> blocks() {
        return source.blocks().map(blocks -> new Blocks(blocks, this));
    }

    private void multiply(Matrix target) {
        MemorySegment elements = target.segment();
        for (long k = 0; k < target.size(); k++) {
            if (target.precision() == Precision.FLOAT32) {
                float value = elements.getAtIndex(ValueLayout.JAVA_FLOAT, k);
                elements.setAtIndex(ValueLayout.JAVA_FLOAT, k, value * factor);
            } else {
                float value = (float) elements.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
                elements.setAtIndex(ValueLayout.JAVA_DOUBLE, k, value * factor);
            }
        }
    }

    private record Blocks(BlockSource blocks, Float32Scaled scaled) implements BlockSource {

        @Override
        public void copyBlock(int row, int col, Matrix block) {
            blocks.copyBlock(row, col, block);
            scaled.multiply(block);
        }
    }
}
