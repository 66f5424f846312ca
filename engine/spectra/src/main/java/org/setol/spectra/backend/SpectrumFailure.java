package org.setol.spectra.backend;

/**
 * Why there are no singular values. A value, not an exception: the layer is reported with this reason and the run goes
 * on.
 *
 * @param reason the kind
 * @param detail one line for the user: what, where, how much
 */
public record SpectrumFailure(Reason reason, String detail) implements SpectrumOutcome, VectorOutcome {

    public enum Reason {
        /** The weights hold NaN or infinities. */
        NON_FINITE_WEIGHTS,
        /** The iteration did not converge (LAPACK {@code info > 0}). */
        NOT_CONVERGED,
        /** The values contradict what must hold for singular values of this matrix. */
        SELF_CHECK_FAILED,
        /** No backend could take the request. */
        NO_BACKEND,
        /** Small values are rounding noise, and what could resolve them needs more memory than may be used. */
        OUT_OF_MEMORY,
        /** A device has not enough memory, or not enough of the part that may be used. */
        OUT_OF_DEVICE_MEMORY,
        /** A device or its library reports an error. */
        DEVICE_FAILED
    }
}
