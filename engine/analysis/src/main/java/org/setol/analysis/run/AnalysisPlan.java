package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.report.LayerIdentity;
import org.setol.models.layers.Layer;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.source.StridedView;

/**
 * What will be decomposed, how, and what it will take. Everything in it follows from the layers and the options, never
 * from timing, so that a run's numbers do not depend on how its threads interleave.
 *
 * @param rows rows of the report, in file order
 */
public record AnalysisPlan(List<RowPlan> rows) {

    /**
     * From this many eigenvalues on, a matrix gets all threads and runs alone; smaller ones run side by side on one
     * thread each. Set by benchmarks/results (backends, 2 cores): two threads gain little below 1024.
     */
    private static final int WIDE = 1024;

    public AnalysisPlan {
        rows = List.copyOf(rows);
    }

    /** Plans the layers. Loads the libraries of the backends that may be used. */
    public static AnalysisPlan of(List<Layer> layers, AnalysisOptions options, BackendSelector selector) {
        List<RowPlan> rows = new ArrayList<>();
        for (Layer layer : layers) {
            if (options.rules().pool()) {
                rows.add(row(rows.size(), LayerIdentity.of(layer), layer, layer.slices(), options, selector));
                continue;
            }
            for (int slice = 0; slice < layer.slices().size(); slice++) {
                LayerIdentity identity = LayerIdentity.of(layer).withSlice(slice);
                List<StridedView> one = List.of(layer.slices().get(slice));
                rows.add(row(rows.size(), identity, layer, one, options, selector));
            }
        }
        return new AnalysisPlan(rows);
    }

    private static RowPlan row(
            int row,
            LayerIdentity identity,
            Layer layer,
            List<StridedView> slices,
            AnalysisOptions options,
            BackendSelector selector) {
        ConvolutionNorm norm = ConvolutionNorm.of(layer, options);
        List<SliceTask> tasks = IntStream.range(0, slices.size())
                .mapToObj(slice -> task(row, slice, norm.apply(slices.get(slice)), options, selector))
                .toList();
        return new RowPlan(identity, norm.eigenvalueScale(), tasks);
    }

    private static SliceTask task(
            int row, int slice, MatrixSource source, AnalysisOptions options, BackendSelector selector) {
        int threads = Math.min(source.rows(), source.cols()) >= WIDE ? options.threads() : 1;
        SpectrumRequest request = new SpectrumRequest(
                source.rows(), source.cols(), options.precision().precision(), threads);
        BackendChoice choice = options.backend()
                .<BackendChoice>map(BackendChoice.Forced::new)
                .orElse(options.precision().route());
        Route route = selector.route(choice, options.precision().accuracy(), request);
        return new SliceTask(row, slice, source, route, flops(source.rows(), source.cols()));
    }

    /** Operations of the Gram route: rows cols min for syrk, 4/3 min^3 for the tridiagonal reduction. */
    private static double flops(int rows, int cols) {
        double min = Math.min(rows, cols);
        return rows * (double) cols * min + 4.0 / 3 * min * min * min;
    }

    /** Estimated floating-point operations in all. */
    public double cost() {
        return rows.stream().mapToDouble(RowPlan::cost).sum();
    }

    /** All matrices. */
    List<SliceTask> tasks() {
        return rows.stream().flatMap(row -> row.slices().stream()).toList();
    }
}
