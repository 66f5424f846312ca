/** Who may know whom. */
@NullMarked
package org.setol.tests.architecture;

import org.jspecify.annotations.NullMarked;
