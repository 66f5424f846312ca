/**
 * What SETOL (Martin and Hinrichs 2025, arXiv:2507.17912) reads from one spectrum: the effective correlation space and
 * the ERG condition, the phase of training, the layer quality. Equation, section and table numbers are that paper's.
 */
@NullMarked
package org.setol.spectra.setol;

import org.jspecify.annotations.NullMarked;
