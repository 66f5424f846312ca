package org.setol.analysis.run;

import java.util.List;
import java.util.Optional;
import org.setol.analysis.report.LayerIdentity;
import org.setol.spectra.matrix.MatrixSource;

/**
 * What one row of the report is about.
 *
 * @param identity of the layer, or of what stands for one
 * @param matrices as they are before any norm
 * @param norm what they are multiplied by
 * @param scale factor of every eigenvalue
 * @param reading which of their singular values count
 * @param first number of the first matrix among the layer's
 * @param refusal why there is nothing to compute; then there are no matrices
 */
record RowSubject(
        LayerIdentity identity,
        List<? extends MatrixSource> matrices,
        ConvolutionNorm norm,
        double scale,
        Reading reading,
        int first,
        Optional<String> refusal) {

    RowSubject {
        matrices = List.copyOf(matrices);
    }

    /** All values of some of a layer's matrices. */
    static RowSubject of(
            LayerIdentity identity, List<? extends MatrixSource> matrices, ConvolutionNorm norm, int first) {
        return new RowSubject(identity, matrices, norm, norm.eigenvalueScale(), Reading.ALL, first, Optional.empty());
    }

    static RowSubject refused(LayerIdentity identity, String why) {
        return new RowSubject(identity, List.of(), ConvolutionNorm.NONE, 1, Reading.ALL, 0, Optional.of(why));
    }
}
