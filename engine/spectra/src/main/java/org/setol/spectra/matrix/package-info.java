/** Matrices outside the heap, and what their elements are. */
@NullMarked
package org.setol.spectra.matrix;

import org.jspecify.annotations.NullMarked;
