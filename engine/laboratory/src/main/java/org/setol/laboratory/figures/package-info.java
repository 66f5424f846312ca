/** The paper's figures of its MLP3 (14-28), drawn from results. */
@NullMarked
package org.setol.laboratory.figures;

import org.jspecify.annotations.NullMarked;
