/** Two models side by side: which layer of one is which of the other, and their difference. */
@NullMarked
package org.setol.models.pairs;

import org.jspecify.annotations.NullMarked;
