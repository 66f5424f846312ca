/** The laboratory: what is published of it, and MNIST itself. */
@NullMarked
package org.setol.tests.laboratory;

import org.jspecify.annotations.NullMarked;
