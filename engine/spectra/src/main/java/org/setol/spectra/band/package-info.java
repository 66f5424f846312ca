/** Symmetric band matrices, their reduction to tridiagonal form, and the eigenvalues of that. */
@NullMarked
package org.setol.spectra.band;

import org.jspecify.annotations.NullMarked;
