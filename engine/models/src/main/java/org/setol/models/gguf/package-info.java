/** GGUF files, as llama.cpp and its relatives write them. */
@NullMarked
package org.setol.models.gguf;

import org.jspecify.annotations.NullMarked;
