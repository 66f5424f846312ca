package org.setol.spectra.certified;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.setol.spectra.backend.SmallestValues;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.Uncertainty;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.MatrixSource;
import org.setol.spectra.matrix.Precision;

/**
 * The smallest singular values of a float32 result, found better: of square matrices, where they are noise, by {@link
 * SmallestValues}; of others the smallest alone, by a {@link RayleighQuotient} in float64.
 */
final class SmallEnd {

    /** Most that a settled value may be wrong by the bound, relative to it. Trained weights come to 1e-10,
     * with errors of 1e-11. */
    static final double TOLERANCE = 1e-8;

    private SmallEnd() {}

    /** Most bytes held at a time. */
    static long peakBytes(MatrixSource source, Optional<SmallestValues> smallest) {
        if (source.rows() != source.cols()) {
            return RayleighQuotient.bytes(source);
        }
        long n = source.rows();
        long copies = n * n * (Double.BYTES + source.elementType().bytes());
        return smallest.map(values -> values.workspaceBytes(source.rows()) + copies)
                .orElse(0L);
    }

    /** The result with settled values in place of its smallest; empty when they cannot be settled. */
    static Optional<SpectrumResult> settled(
            MatrixSource source, SpectrumResult result, Optional<SmallestValues> smallest) {
        if (source.rows() == source.cols()) {
            return smallest.flatMap(values -> factored(source, result, values));
        }
        Uncertainty uncertainty = result.uncertainty().orElseThrow();
        return uncertainty.direction().length == 0 ? Optional.empty() : refined(source, result, uncertainty);
    }

    private static Optional<SpectrumResult> factored(
            MatrixSource source, SpectrumResult result, SmallestValues values) {
        double largest = result.singularValues()[result.singularValues().length - 1];
        try (Arena arena = Arena.ofConfined()) {
            Matrix matrix = Matrix.allocate(arena, source.rows(), source.cols(), Precision.FLOAT64);
            source.copyTo(matrix);
            double error = source.rows() * Precision.FLOAT64.epsilon() * largest;
            return values.of(matrix, SpectrumCertificate.settledBeyond(largest, source.rows()), 1)
                    .flatMap(found -> merged(result, found, error));
        }
    }

    private static Optional<SpectrumResult> refined(
            MatrixSource source, SpectrumResult result, Uncertainty uncertainty) {
        double[] sigma = result.singularValues();
        double second = sigma.length < 2 ? Double.POSITIVE_INFINITY : sigma[1] * sigma[1] - uncertainty.bound();
        if (second <= sigma[0] * sigma[0]) {
            // Closer together than the bound: a pass over the weights would be in vain.
            return Optional.empty();
        }
        RayleighQuotient quotient = RayleighQuotient.of(source, uncertainty.direction());
        double below = quotient.residual() * quotient.residual() / (second - quotient.value());
        double value = Math.sqrt(quotient.value());
        // sqrt(theta) - sqrt(theta - below), and the rounding of sums of N and of n terms.
        double rounding = ((double) source.rows() + source.cols()) * Precision.FLOAT64.epsilon() / 2;
        double error = below / value + rounding * value;
        return second > quotient.value() && error <= TOLERANCE * value
                ? merged(result, new double[] {value}, error)
                : Optional.empty();
    }

    private static Optional<SpectrumResult> merged(SpectrumResult result, double[] settled, double error) {
        double[] least = new double[settled.length];
        double[] most = new double[settled.length];
        for (int i = 0; i < settled.length; i++) {
            double low = Math.max(0, settled[i] - error);
            least[i] = low * low;
            most[i] = (settled[i] + error) * (settled[i] + error);
        }
        return BetterValues.of(result, 0, settled, least, most)
                .map(better -> better.withUncertainty(
                        better.uncertainty().orElseThrow().withSettled(settled.length)));
    }
}
