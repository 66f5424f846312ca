package org.setol.models.hdf5;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkedDatasetBase;
import io.jhdf.dataset.chunked.ChunkedDatasetV4;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Finds the datasets in chunks for which jHDF 0.13.0 gives wrong numbers and does not say so: it takes chunks out of an extensible
 * array in a wrong order, and undoes filters that a chunk was written without.
 */
final class ChunkIndex {

    private ChunkIndex() {}

    /** Why it must not be read; empty when it may. */
    static Optional<String> objection(ChunkedDataset dataset) {
        // One unlimited axis and a file of version 1.10 or later is what an extensible array is for.
        if (dataset instanceof ChunkedDatasetV4 && unlimitedAxes(dataset) == 1) {
            return Optional.of("in chunks along one unlimited axis, which jHDF puts in a wrong order");
        }
        try {
            Map<?, ?> chunks = chunks(dataset);
            if (chunks.values().stream()
                    .anyMatch(chunk -> !((Chunk) chunk).getFilterMask().isEmpty())) {
                return Optional.of("a chunk was written without one of its filters, which jHDF does not heed");
            }
            return dataset instanceof ChunkedDatasetV4 && chunks.size() < needed(dataset)
                    ? Optional.of("some of its chunks were never written")
                    : Optional.empty();
        } catch (ReflectiveOperationException e) {
            return Optional.of("its chunks cannot be checked: " + e);
        }
    }

    private static long unlimitedAxes(ChunkedDataset dataset) {
        return LongStream.of(dataset.getMaxSize()).filter(most -> most < 0).count();
    }

    /** jHDF has them and lets nobody see them. */
    private static Map<?, ?> chunks(ChunkedDataset dataset) throws ReflectiveOperationException {
        Method lookup = ChunkedDatasetBase.class.getDeclaredMethod("getChunkLookup");
        lookup.setAccessible(true);
        return (Map<?, ?>) lookup.invoke(dataset);
    }

    private static double needed(ChunkedDataset dataset) {
        double count = 1;
        for (int axis = 0; axis < dataset.getChunkDimensions().length; axis++) {
            count *= Math.ceilDiv(dataset.getDimensionsAsLong()[axis], dataset.getChunkDimensions()[axis]);
        }
        return count;
    }
}
