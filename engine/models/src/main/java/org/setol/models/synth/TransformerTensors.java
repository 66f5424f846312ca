package org.setol.models.synth;

import java.util.ArrayList;
import java.util.List;
import org.setol.models.TensorSpec;
import org.setol.spectra.matrix.ElementType;

/** The tensors of an architecture, by the names and in the order of Hugging Face's Llama and Mixtral. */
final class TransformerTensors {

    private final Architecture shape;
    private final ElementType type;
    private final List<TensorSpec> tensors = new ArrayList<>();

    private TransformerTensors(Architecture shape, ElementType type) {
        this.shape = shape;
        this.type = type;
    }

    /**
     * All of them.
     *
     * @param embeddings whether the two matrices over the vocabulary are among them
     */
    static List<TensorSpec> of(Architecture shape, ElementType type, boolean embeddings) {
        TransformerTensors all = new TransformerTensors(shape, type);
        if (embeddings) {
            all.matrix("model.embed_tokens", shape.vocabulary(), shape.hidden());
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            all.block("model.layers." + layer + ".");
        }
        all.norm("model.norm");
        if (embeddings && !shape.tied()) {
            all.matrix("lm_head", shape.vocabulary(), shape.hidden());
        }
        return all.tensors;
    }

    private void block(String prefix) {
        norm(prefix + "input_layernorm");
        matrix(prefix + "self_attn.q_proj", shape.hidden(), shape.hidden());
        matrix(prefix + "self_attn.k_proj", shape.kv(), shape.hidden());
        matrix(prefix + "self_attn.v_proj", shape.kv(), shape.hidden());
        matrix(prefix + "self_attn.o_proj", shape.hidden(), shape.hidden());
        norm(prefix + "post_attention_layernorm");
        if (shape.experts() == 0) {
            matrix(prefix + "mlp.gate_proj", shape.intermediate(), shape.hidden());
            matrix(prefix + "mlp.up_proj", shape.intermediate(), shape.hidden());
            matrix(prefix + "mlp.down_proj", shape.hidden(), shape.intermediate());
            return;
        }
        matrix(prefix + "block_sparse_moe.gate", shape.experts(), shape.hidden());
        for (int expert = 0; expert < shape.experts(); expert++) {
            String name = prefix + "block_sparse_moe.experts." + expert + ".";
            matrix(name + "w1", shape.intermediate(), shape.hidden());
            matrix(name + "w2", shape.hidden(), shape.intermediate());
            matrix(name + "w3", shape.intermediate(), shape.hidden());
        }
    }

    private void matrix(String name, int rows, int cols) {
        tensors.add(new TensorSpec(name + ".weight", type, new long[] {rows, cols}));
    }

    private void norm(String name) {
        tensors.add(new TensorSpec(name + ".weight", type, new long[] {shape.hidden()}));
    }
}
