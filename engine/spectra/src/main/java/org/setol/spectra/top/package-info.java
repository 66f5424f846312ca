/** The largest eigenvalues of a Gram matrix, with a proof that none is missing. */
@NullMarked
package org.setol.spectra.top;

import org.jspecify.annotations.NullMarked;
