/** Files that appear whole or not at all. */
@NullMarked
package org.setol.models.output;

import org.jspecify.annotations.NullMarked;
