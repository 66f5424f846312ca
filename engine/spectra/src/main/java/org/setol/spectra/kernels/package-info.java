/** Vector API loops behind one façade, each with a plain scalar twin that gives the same bits. */
@NullMarked
package org.setol.spectra.kernels;

import org.jspecify.annotations.NullMarked;
