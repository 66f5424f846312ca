/** What computes singular values: the interface, its requests and results, selection, self-check. */
@NullMarked
package org.setol.spectra.backend;

import org.jspecify.annotations.NullMarked;
