/** What is written down about every epoch. */
@NullMarked
package org.setol.laboratory.measure;

import org.jspecify.annotations.NullMarked;
