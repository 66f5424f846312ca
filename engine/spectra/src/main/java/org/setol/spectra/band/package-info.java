/** Symmetric band matrices, and their reduction to tridiagonal form. */
@NullMarked
package org.setol.spectra.band;

import org.jspecify.annotations.NullMarked;
