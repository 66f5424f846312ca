/** Distributions fitted to spectra. */
@NullMarked
package org.setol.spectra.fit;

import org.jspecify.annotations.NullMarked;
