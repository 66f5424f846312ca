package org.setol.analysis.run;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.setol.models.ModelPages;
import org.setol.spectra.backend.SingularVectors;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.VectorDriver;
import org.setol.spectra.backend.VectorRoute;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.metrics.VectorShape;

/**
 * One matrix to decompose with the vectors of its shorter side, of which the shapes are kept; without them where they
 * cannot be had.
 *
 * @param values the decomposition without vectors
 * @param route backends that compute vectors
 */
record VectorTask(SliceTask values, VectorRoute route) implements BesideValues {

    /** Reduction and back-transformation of all vectors: about three times the values alone. */
    private static final double COST = 3;

    @Override
    public double cost() {
        return COST * values.cost();
    }

    @Override
    public long peakBytes() {
        return Math.max(route.peakBytes() + values.source().scratchBytes(), values.peakBytes());
    }

    @Override
    public TaskOutcome run(ModelPages pages) {
        TimedSource timed = new TimedSource(values.source(), pages);
        long start = System.nanoTime();
        try (Arena arena = Arena.ofConfined()) {
            return switch (VectorDriver.decompose(timed, route, arena)) {
                case SingularVectors vectors -> {
                    List<VectorShape> shapes = shapes(vectors.basis());
                    long total = System.nanoTime() - start;
                    yield new TaskOutcome.Vectors(vectors.spectrum(), shapes, "", timed.nanos(), total - timed.nanos());
                }
                case SpectrumFailure failure -> values.run(pages).withoutVectors(failure.detail());
            };
        }
    }

    private static List<VectorShape> shapes(Matrix basis) {
        List<VectorShape> shapes = new ArrayList<>();
        double[] vector = new double[basis.cols()];
        for (int i = 0; i < basis.rows(); i++) {
            for (int j = 0; j < vector.length; j++) {
                vector[j] = basis.get(i, j);
            }
            shapes.add(VectorShape.of(vector));
        }
        return shapes;
    }
}
