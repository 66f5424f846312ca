/** Conditions over a report, for builds that must fail when a model is not what it should be. */
@NullMarked
package org.setol.analysis.check;

import org.jspecify.annotations.NullMarked;
