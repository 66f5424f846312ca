/** The MLP3 laboratory: section 6 of the SETOL paper, to be run again by anybody. */
@NullMarked
package org.setol.laboratory;

import org.jspecify.annotations.NullMarked;
