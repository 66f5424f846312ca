package org.setol.spectra.backend;

/** Names of the backends that the automatic routes know. A backend with another name runs when it is asked for. */
public final class BackendNames {

    /** Pure Java, always there. */
    public static final String JAVA = "java";

    /** Eigenvalues of the Gram matrix: fastest, squares the condition number. */
    public static final String LAPACK_GRAM = "lapack-gram";

    /** Bidiagonalisation in two stages: as accurate as gesdd, and faster where matrices are large. */
    public static final String LAPACK_BAND = "lapack-band";

    /** LAPACK {@code gesdd}, values only: the reference. */
    public static final String LAPACK_GESDD = "lapack-gesdd";

    /** LAPACK {@code gesvd}, values only: for matrices on which gesdd does not converge. */
    public static final String LAPACK_GESVD = "lapack-gesvd";

    /** Eigenvalues of the Gram matrix, on an NVIDIA device. */
    public static final String CUDA_GRAM = "cuda-gram";

    private BackendNames() {}
}
