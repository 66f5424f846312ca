package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.setol.analysis.AnalysisOptions;
import org.setol.models.layers.Layer;
import org.setol.spectra.backend.SpectrumRequest;

/**
 * How many threads a matrix gets: one, beside others, or all of them, alone. Decided from the shapes of the whole model and
 * the options, so that it does not depend on timing.
 *
 * <p>Matrices side by side on a thread each never took longer than one after the other on all threads, and OpenBLAS's
 * waiting threads spin when something else wants the cores (benchmarks/NOTES.md, entry 6). So a matrix runs alone only when
 * it is large and the run ends sooner for it: because it would otherwise keep one core busy when the others have nothing left
 * to do, which a simulation tells; or because there is no memory for others beside it.
 *
 * @param threads threads in all
 * @param memoryBytes most memory for matrices and workspaces
 * @param alone shapes whose matrices run on all threads
 */
public record ThreadShares(int threads, long memoryBytes, Set<Shape> alone) {

    /** Eigenvalues from which two threads are nearly twice as fast as one. */
    private static final int VERY_LARGE = 2048;

    /** What does not get faster with threads: Amdahl's law through speed-ups by two of 1.31 and 1.88 (ibid.). */
    private static final double SERIAL_LARGE = 0.53;

    private static final double SERIAL_VERY_LARGE = 0.064;

    /**
     * A run must end so much sooner to make it worth that a busy machine slows threads that wait for each other. Of a run that
     * the simulation shortens to 0.86, 0.87 was found on an idle machine, twice as long on a busy one (benchmarks/NOTES.md,
     * entries 27 and 30).
     */
    private static final double WORTH_WHILE = 0.95;

    /** The Gram matrix, its reduction, and a panel as long. */
    private static final int BYTES_AN_ELEMENT = 3 * Double.BYTES;

    /** Sides of a matrix, in either order. */
    record Shape(int longer, int shorter) {

        static Shape of(int rows, int cols) {
            return new Shape(Math.max(rows, cols), Math.min(rows, cols));
        }

        double cost() {
            return RowPlanner.flops(longer, shorter);
        }

        /** Time on all threads over time on one. */
        double shareOnAll(int threads) {
            double serial = shorter >= VERY_LARGE ? SERIAL_VERY_LARGE : SERIAL_LARGE;
            return serial + (1 - serial) / threads;
        }
    }

    public ThreadShares {
        alone = Set.copyOf(alone);
    }

    /** Shares of a model's layers. */
    public static ThreadShares of(List<Layer> layers, AnalysisOptions options) {
        List<Shape> shapes = new ArrayList<>();
        for (Layer layer : layers) {
            for (int slice = 0; slice < layer.slices().size(); slice++) {
                shapes.add(Shape.of(layer.N(), layer.M()));
            }
        }
        return of(shapes, options.threads(), options.matrixBytes());
    }

    /** Shares of matrices of these shapes, each named as often as there are matrices of it. */
    static ThreadShares of(List<Shape> shapes, int threads, long memoryBytes) {
        List<Shape> byCost = shapes.stream()
                .filter(shape -> fitsBesideOthers(shape, threads, memoryBytes))
                .sorted(Comparator.comparingDouble(Shape::cost).reversed())
                .toList();
        return new ThreadShares(threads, memoryBytes, threads == 1 ? Set.of() : bestAlone(byCost, threads));
    }

    /** The costliest shapes, as many of them as had better run on all threads after the others. */
    private static Set<Shape> bestAlone(List<Shape> byCost, int threads) {
        List<Shape> large = byCost.stream()
                .filter(shape -> shape.shorter() >= SpectrumRequest.PARALLEL_FROM)
                .distinct()
                .toList();
        Set<Shape> best = Set.of();
        double least = WORTH_WHILE * sideBySide(byCost, threads);
        // No more than so many shapes can stand out: the average of a thread is at least one matrix.
        for (int count = 1; count <= Math.min(large.size(), 2 * threads); count++) {
            Set<Shape> alone = Set.copyOf(large.subList(0, count));
            double end = end(byCost, alone, threads);
            if (end < least) {
                best = alone;
                least = end;
            }
        }
        return best;
    }

    /** When a run ends, in operations of one thread. */
    private static double end(List<Shape> byCost, Set<Shape> alone, int threads) {
        double onAll = byCost.stream()
                .filter(alone::contains)
                .mapToDouble(shape -> shape.cost() * shape.shareOnAll(threads))
                .sum();
        List<Shape> others =
                byCost.stream().filter(shape -> !alone.contains(shape)).toList();
        return onAll + sideBySide(others, threads);
    }

    /** When the last of the threads ends that always take the costliest that is left. */
    private static double sideBySide(List<Shape> byCost, int threads) {
        PriorityQueue<Double> ends = new PriorityQueue<>();
        double last = 0;
        for (Shape shape : byCost) {
            double start = ends.size() < threads ? 0 : ends.remove();
            ends.add(start + shape.cost());
            last = Math.max(last, start + shape.cost());
        }
        return last;
    }

    /** Threads for a matrix of this shape. */
    public int of(int rows, int cols) {
        Shape shape = Shape.of(rows, cols);
        if (shape.shorter() < SpectrumRequest.PARALLEL_FROM) {
            return 1;
        }
        return alone.contains(shape) || !fitsBesideOthers(shape, threads, memoryBytes) ? threads : 1;
    }

    private static boolean fitsBesideOthers(Shape shape, int threads, long memoryBytes) {
        return (double) BYTES_AN_ELEMENT * shape.shorter() * shape.shorter() * threads <= memoryBytes;
    }
}
