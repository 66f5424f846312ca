/** safetensors: single files and sharded folders. */
@NullMarked
package org.setol.models.safetensors;

import org.jspecify.annotations.NullMarked;
