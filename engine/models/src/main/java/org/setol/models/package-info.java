/** Weight files of any format, opened as named tensors over mapped memory. */
@NullMarked
package org.setol.models;

import org.jspecify.annotations.NullMarked;
