package org.setol.analysis.rewrite;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.run.ThreadShares;
import org.setol.spectra.backend.Accuracy;
import org.setol.spectra.backend.BackendChoice;
import org.setol.spectra.backend.BackendSelector;
import org.setol.spectra.backend.Route;
import org.setol.spectra.backend.SingularVectors;
import org.setol.spectra.backend.SpectrumDriver;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.VectorBackends;
import org.setol.spectra.backend.VectorDriver;
import org.setol.spectra.backend.VectorOutcome;
import org.setol.spectra.backend.VectorRoute;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;

/**
 * Takes matrices apart as the options say.
 *
 * @param options precision and backend
 * @param vectors backends with vectors
 * @param values backends without
 * @param shares how many threads each matrix gets
 */
record Decomposer(AnalysisOptions options, VectorBackends vectors, BackendSelector values, ThreadShares shares) {

    /** What came of a layer's matrices. */
    sealed interface Outcome {

        /** Values, ascending, and bases of all. */
        record Found(List<double[]> values, List<Matrix> bases) implements Outcome {}

        /** One of them failed; why. */
        record Failed(String reason) implements Outcome {}
    }

    /** The route of one matrix. */
    VectorRoute route(MatrixSource source, Accuracy accuracy) {
        return vectors.route(choice(), accuracy, request(source));
    }

    /** Values and vectors of all matrices of a layer. */
    Outcome decompose(List<? extends MatrixSource> sources, Accuracy accuracy, Arena bases) {
        List<double[]> found = new ArrayList<>();
        List<Matrix> vectorsFound = new ArrayList<>();
        for (MatrixSource source : sources) {
            VectorOutcome outcome = VectorDriver.decompose(source, route(source, accuracy), bases);
            switch (outcome) {
                case SpectrumFailure failure -> {
                    return new Outcome.Failed(failure.detail());
                }
                case SingularVectors one -> {
                    found.add(one.spectrum().singularValues());
                    vectorsFound.add(one.basis());
                }
            }
        }
        return new Outcome.Found(found, vectorsFound);
    }

    /**
     * Values alone, without regard to the smallest.
     *
     * @return of all matrices, ascending; of none when one has none
     */
    List<double[]> values(List<? extends MatrixSource> sources) {
        List<double[]> found = new ArrayList<>();
        for (MatrixSource source : sources) {
            Route route = values.route(choice(), Accuracy.FAST, request(source));
            if (!(SpectrumDriver.decompose(source, route) instanceof SpectrumResult result)) {
                return List.of();
            }
            found.add(result.singularValues());
        }
        return found;
    }

    private BackendChoice choice() {
        return options.backend()
                .<BackendChoice>map(BackendChoice.Forced::new)
                .orElse(options.precision().route());
    }

    private SpectrumRequest request(MatrixSource source) {
        int threads = shares.of(source.rows(), source.cols());
        return new SpectrumRequest(
                source.rows(), source.cols(), options.precision().precision(), threads);
    }
}
