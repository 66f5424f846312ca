/** NumPy .npy and .npz. */
@NullMarked
package org.setol.models.numpy;

import org.jspecify.annotations.NullMarked;
