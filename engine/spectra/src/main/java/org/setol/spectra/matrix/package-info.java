/** Matrices outside the heap, and views of stored weights that become such matrices. */
@NullMarked
package org.setol.spectra.matrix;

import org.jspecify.annotations.NullMarked;
