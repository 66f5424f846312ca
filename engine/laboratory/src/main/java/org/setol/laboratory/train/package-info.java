/** Recipes, stopping, and runs that go on where they were killed. */
@NullMarked
package org.setol.laboratory.train;

import org.jspecify.annotations.NullMarked;
