/** Analyses models: the façade, its options. */
@NullMarked
package org.setol.analysis;

import org.jspecify.annotations.NullMarked;
