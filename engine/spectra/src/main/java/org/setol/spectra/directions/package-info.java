/** Which singular directions of a layer are kept, and matrices without the others. */
@NullMarked
package org.setol.spectra.directions;

import org.jspecify.annotations.NullMarked;
