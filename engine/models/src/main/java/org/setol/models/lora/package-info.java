/** Low-rank adapters as PEFT saves them: updates of a model's weights, each the product of two thin matrices. */
@NullMarked
package org.setol.models.lora;

import org.jspecify.annotations.NullMarked;
