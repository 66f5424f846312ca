package org.setol.analysis.run;

import java.util.ArrayList;
import java.util.List;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.report.LayerIdentity;
import org.setol.models.layers.Layer;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.Randomised;
import org.setol.spectra.source.PermutedSource;

/**
 * Plans single rows.
 *
 * @param options what is asked
 * @param selector what can compute it
 * @param shares how many threads each matrix gets
 */
record RowPlanner(AnalysisOptions options, BackendSelector selector, ThreadShares shares) {

    /**
     * A row of some of a layer's slices.
     *
     * @param row its place in the report
     * @param from the first slice
     * @param to beyond the last
     */
    RowPlan row(int row, LayerIdentity identity, Layer layer, int from, int to) {
        ConvolutionNorm norm = ConvolutionNorm.of(layer, options);
        List<MatrixSource> sources = new ArrayList<>();
        for (int slice = from; slice < to; slice++) {
            sources.add(norm.apply(layer.slices().get(slice)));
        }
        List<SliceTask> own = new ArrayList<>();
        for (MatrixSource source : sources) {
            own.add(task(row, own.size(), source, options.precision().accuracy()));
        }
        List<SliceTask> permuted = new ArrayList<>();
        for (int replica = 0; replica < replicas(sources); replica++) {
            for (int k = 0; k < sources.size(); k++) {
                long stream = PermutedSource.stream(layer.layerId(), from + k, replica);
                MatrixSource source =
                        new PermutedSource(sources.get(k), options.metrics().seed(), stream);
                // The smallest values of a permuted matrix are noise whatever the route: no second attempt for them.
                permuted.add(task(row, own.size() + permuted.size(), source, Accuracy.FAST));
            }
        }
        return new RowPlan(identity, norm.eigenvalueScale(), own, permuted);
    }

    private int replicas(List<MatrixSource> sources) {
        if (!options.metrics().wants(Extra.RANDOMIZE)) {
            return 0;
        }
        return Randomised.replicas(sources.stream()
                .mapToInt(source -> Math.min(source.rows(), source.cols()))
                .sum());
    }

    private SliceTask task(int row, int slice, MatrixSource source, Accuracy accuracy) {
        int threads = shares.of(source.rows(), source.cols());
        SpectrumRequest request = new SpectrumRequest(
                source.rows(), source.cols(), options.precision().precision(), threads);
        BackendChoice choice = options.backend()
                .<BackendChoice>map(BackendChoice.Forced::new)
                .orElse(options.precision().route());
        Route route = selector.route(choice, accuracy, request);
        return new SliceTask(row, slice, source, route, flops(source.rows(), source.cols()));
    }

    /** Operations of the Gram route: rows cols min for syrk, 4/3 min^3 for the tridiagonal reduction. */
    private static double flops(int rows, int cols) {
        double min = Math.min(rows, cols);
        return rows * (double) cols * min + 4.0 / 3 * min * min * min;
    }
}
