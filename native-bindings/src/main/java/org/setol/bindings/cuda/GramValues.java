package org.setol.bindings.cuda;

import java.util.Arrays;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;

/**
 * Singular values from eigenvalues of the Gram matrix, whose error is N eps lambda_max, N = max(rows, cols): those down to
 * minus that are noise and become 0, anything below is a failure.
 */
final class GramValues {

    private GramValues() {}

    /** Error of an eigenvalue, in units of the largest. */
    static double noise(SpectrumRequest request) {
        return Math.max(request.rows(), request.cols()) * request.precision().epsilon();
    }

    /** @param eigenvalues as they came, of the matrix times 2^exponent; what is wrong with their order shows in the check */
    static SpectrumOutcome roots(
            double[] eigenvalues, int exponent, SpectrumRequest request, String backend, String routine) {
        double largest = Arrays.stream(eigenvalues).max().orElse(0);
        double least = -noise(request) * Math.max(0, largest);
        for (double eigenvalue : eigenvalues) {
            if (eigenvalue < least) {
                return new SpectrumFailure(
                        SpectrumFailure.Reason.SELF_CHECK_FAILED,
                        "Gram eigenvalue " + eigenvalue + " is below the rounding error " + least);
            }
        }
        double[] values = new double[eigenvalues.length];
        Arrays.setAll(values, i -> Math.scalb(Math.sqrt(Math.max(0, eigenvalues[i])), -exponent));
        return SpectrumResult.unchecked(values, backend, routine, request);
    }

    /** Operations of syrk and of a values-only symmetric reduction. */
    static double flops(SpectrumRequest request) {
        double n = request.rank();
        return Math.max(request.rows(), request.cols()) * n * n + 4.0 / 3 * n * n * n;
    }
}
