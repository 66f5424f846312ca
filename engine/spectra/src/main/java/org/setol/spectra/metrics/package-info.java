/** The numbers of one spectrum: norms, ranks, entropy, tails. */
@NullMarked
package org.setol.spectra.metrics;

import org.jspecify.annotations.NullMarked;
