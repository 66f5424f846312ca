package org.setol.spectra.backend;

import java.util.Set;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.matrix.Precision;
import org.setol.spectra.matrix.StoredMatrix;

/** A backend that takes weights of some types as they are stored, so that no copy of them is made on the host. */
public interface StoredBackend extends SpectrumBackend {

    /** The types that it takes so; none where nothing is won or accuracy is lost. */
    Set<ElementType> storedTypes(Precision precision);

    /**
     * Singular values of {@code a}, which is left as it is. The caller has made sure that all elements are finite and that
     * their squares, and sums of these, are well within the range of the precision.
     *
     * @param a the matrix of the request or its transpose, of one of the {@link #storedTypes}
     * @param request the shape, precision and thread budget
     * @return values ascending, not yet checked; the routine says that they are from weights as stored
     * @throws IllegalStateException when {@link #status()} is not available
     */
    SpectrumOutcome singularValues(StoredMatrix a, SpectrumRequest request);
}
