/** PyTorch zip checkpoints, read by an unpickler that builds nothing foreign. */
@NullMarked
package org.setol.models.torch;

import org.jspecify.annotations.NullMarked;
