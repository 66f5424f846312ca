/** The three-layer perceptron: its weights, one step, its errors, its checkpoints. */
@NullMarked
package org.setol.laboratory.network;

import org.jspecify.annotations.NullMarked;
