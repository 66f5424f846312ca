/** Two models side by side: how far apart their weights are, and how their numbers differ. */
@NullMarked
package org.setol.analysis.pair;

import org.jspecify.annotations.NullMarked;
