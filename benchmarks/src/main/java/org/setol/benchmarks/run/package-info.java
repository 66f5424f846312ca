/** Starts benchmarks and keeps their results: what the scripts of this folder call. */
@NullMarked
package org.setol.benchmarks.run;

import org.jspecify.annotations.NullMarked;
