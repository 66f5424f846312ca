package org.setol.models.synth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.setol.spectra.matrix.ElementType;

/** {@code config.json} of a Hugging Face folder, as far as shapes go. */
final class ConfigJson {

    private static final int EXPERTS_OF_A_TOKEN = 2;

    private ConfigJson() {}

    static void write(Path folder, Architecture shape, ElementType type) throws IOException {
        boolean mixture = shape.experts() > 0;
        try (var out = Files.newBufferedWriter(folder.resolve("config.json"), StandardCharsets.UTF_8);
                JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart("architectures");
            json.writeString(mixture ? "MixtralForCausalLM" : "LlamaForCausalLM");
            json.writeEndArray();
            json.writeStringField("model_type", mixture ? "mixtral" : "llama");
            json.writeNumberField("hidden_size", shape.hidden());
            json.writeNumberField("intermediate_size", shape.intermediate());
            json.writeNumberField("num_hidden_layers", shape.layers());
            json.writeNumberField("num_attention_heads", shape.heads());
            json.writeNumberField("num_key_value_heads", shape.kvHeads());
            json.writeNumberField("head_dim", shape.headDim());
            json.writeNumberField("vocab_size", shape.vocabulary());
            json.writeBooleanField("tie_word_embeddings", shape.tied());
            if (mixture) {
                json.writeNumberField("num_local_experts", shape.experts());
                json.writeNumberField("num_experts_per_tok", Math.min(EXPERTS_OF_A_TOKEN, shape.experts()));
            }
            json.writeStringField("torch_dtype", name(type));
            json.writeEndObject();
        }
    }

    private static String name(ElementType type) {
        return switch (type) {
            case BFLOAT16 -> "bfloat16";
            case FLOAT16 -> "float16";
            case FLOAT32 -> "float32";
            default -> throw new IllegalArgumentException(type.label() + " is no type of a synthetic model");
        };
    }
}
