/** ONNX graphs, walked on the wire without parsing the weights into the heap. */
@NullMarked
package org.setol.models.onnx;

import org.jspecify.annotations.NullMarked;
