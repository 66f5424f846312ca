/** Spectra in the cheapest precision whose numbers are certain. */
@NullMarked
package org.setol.spectra.certified;

import org.jspecify.annotations.NullMarked;
