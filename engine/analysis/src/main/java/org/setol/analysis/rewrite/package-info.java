/** Models written anew, layer by layer, with some of their singular directions gone. */
@NullMarked
package org.setol.analysis.rewrite;

import org.jspecify.annotations.NullMarked;
