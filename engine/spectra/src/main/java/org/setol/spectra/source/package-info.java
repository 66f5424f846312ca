/** Where weights are before they are computed on: views into stored tensors. */
@NullMarked
package org.setol.spectra.source;

import org.jspecify.annotations.NullMarked;
