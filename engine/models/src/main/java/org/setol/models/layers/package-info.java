/** Which tensors are weight matrices, of what kind, and why the others are not. */
@NullMarked
package org.setol.models.layers;

import org.jspecify.annotations.NullMarked;
