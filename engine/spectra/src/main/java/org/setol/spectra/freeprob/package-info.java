/**
 * Free probability of spectra: moments, free cumulants, Green function, R-transform, free convolution, and the models of
 * R of Martin and Hinrichs (2025), SETOL, arXiv:2507.17912. Equation numbers are that paper's unless said otherwise.
 */
@NullMarked
package org.setol.spectra.freeprob;

import org.jspecify.annotations.NullMarked;
