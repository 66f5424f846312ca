/** Epochs on disk, one JSON record a line. */
@NullMarked
package org.setol.laboratory.journal;

import org.jspecify.annotations.NullMarked;
