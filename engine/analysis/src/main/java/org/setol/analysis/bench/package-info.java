/** Timing backends against each other and against the rate of matrix multiplication. */
@NullMarked
package org.setol.analysis.bench;

import org.jspecify.annotations.NullMarked;
