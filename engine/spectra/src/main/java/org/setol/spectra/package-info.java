/** The façade of the embeddable kernel: a spectrum in three lines, on the JDK alone. */
@NullMarked
package org.setol.spectra;

import org.jspecify.annotations.NullMarked;
