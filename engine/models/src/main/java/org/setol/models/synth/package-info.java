/** Synthetic models: real architectures' names and shapes, seeded weights with the spectra of trained ones. */
@NullMarked
package org.setol.models.synth;

import org.jspecify.annotations.NullMarked;
