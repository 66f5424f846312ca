/** Figures as SVG. */
@NullMarked
package org.setol.laboratory.draw;

import org.jspecify.annotations.NullMarked;
