package org.setol.models.lora;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.setol.models.MappedFile;
import org.setol.models.ModelContents;
import org.setol.models.ModelException;
import org.setol.models.ModelFormat;
import org.setol.models.MutationFuzz;
import org.setol.models.MutationFuzz.Seed;

final class AdapterConfigFuzzTest {

    private static final String CONFIG = """
            {"peft_type": "LORA", "base_model_name_or_path": "a/b", "r": 16, "lora_alpha": 32.5, "use_rslora": true,
             "rank_pattern": {"q_proj": 8, "layers\\\\.[01]\\\\..*": 4}, "alpha_pattern": {"^q": 1e1}, "eva_config": null,
             "target_modules": ["q_proj", {"deep": [[1], {}]}], "use_dora": false, "init_lora_weights": "gaussian"}
            """;

    /** The configuration alone, in the shape that the fuzz knows. */
    private static final class ConfigOnly implements ModelFormat {
        @Override
        public String name() {
            return "adapter configuration";
        }

        @Override
        public List<String> suffixes() {
            return List.of();
        }

        @Override
        public Match match(MappedFile file) {
            return Match.NO;
        }

        @Override
        public ModelContents read(MappedFile file, Arena arena) throws ModelException {
            AdapterConfig config = ConfigReader.read(file);
            config.scale("model.layers.0.self_attn.q_proj");
            return new ModelContents(name(), List.of(), List.of(), Map.of());
        }
    }

    @Test
    void answersDamagedConfigurationsWithOneOrATypedError() {
        byte[] bytes = CONFIG.getBytes(StandardCharsets.UTF_8);
        MutationFuzz.run(new ConfigOnly(), Path.of("adapter_config.json"), List.of(new Seed(bytes)), 7_301);
    }
}
