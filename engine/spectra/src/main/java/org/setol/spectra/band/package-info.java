/** Band matrices, their reduction to tridiagonal or bidiagonal form, and the eigenvalues of a tridiagonal matrix. */
@NullMarked
package org.setol.spectra.band;

import org.jspecify.annotations.NullMarked;
