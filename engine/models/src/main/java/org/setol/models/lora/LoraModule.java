package org.setol.models.lora;

import java.util.Optional;
import org.setol.models.Tensor;

/**
 * A module that an adapter updates.
 *
 * @param name as the base calls it: {@code model.layers.0.self_attn.q_proj}
 * @param embedding whether it is a table: its update is the product transposed
 * @param a lora_A, of r rows
 * @param b lora_B, of r columns
 */
public record LoraModule(String name, boolean embedding, Optional<Tensor> a, Optional<Tensor> b) {

    LoraModule with(boolean isA, Tensor tensor) {
        return isA
                ? new LoraModule(name, embedding, Optional.of(tensor), b)
                : new LoraModule(name, embedding, a, Optional.of(tensor));
    }

    /** The tensor that stands for it in lists: lora_B where there is one. */
    Tensor shown() {
        return b.or(() -> a).orElseThrow();
    }
}
