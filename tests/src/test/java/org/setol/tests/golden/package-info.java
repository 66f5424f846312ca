/** Our numbers against WeightWatcher's on real trained models. */
@NullMarked
package org.setol.tests.golden;

import org.jspecify.annotations.NullMarked;
