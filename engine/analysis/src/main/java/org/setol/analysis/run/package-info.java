/** Plan and execution: which matrix on which threads with how much memory. */
@NullMarked
package org.setol.analysis.run;

import org.jspecify.annotations.NullMarked;
