/** Counter-based random numbers and permutations: a function of seed and place, the same on every machine. */
@NullMarked
package org.setol.spectra.random;

import org.jspecify.annotations.NullMarked;
