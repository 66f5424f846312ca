package org.setol.models.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.setol.models.ModelException;

final class AdapterTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private static AdapterFiles files() {
        return new AdapterFiles().dense("q", 4, 6, 8);
    }

    private AdapterConfig config(AdapterFiles files) throws Exception {
        try (Adapter adapter = AdapterFiles.open(files.write(folder))) {
            return adapter.config();
        }
    }

    private void assertRefused(AdapterFiles files, String... words) throws IOException {
        Path written = files.write(folder);
        assertThatThrownBy(() -> AdapterFiles.open(written).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(words)
                .message()
                .matches("[^\\n]+: [^\\n]+; [^\\n]+");
    }

    @Test
    void theFactorIsAlphaOverRankAndPatternsChangeBoth() throws Exception {
        AdapterConfig config = config(files().with("r", "16")
                .with("lora_alpha", "24.5")
                .with("rank_pattern", "{\"q_proj\": 4, \"layers\\\\.[01]\\\\.k\": 2}")
                .with("alpha_pattern", "{\"q_proj\": 12}"));

        assertThat(config.rank("model.layers.0.v_proj")).isEqualTo(16);
        assertThat(config.scale("model.layers.0.v_proj")).isEqualTo(24.5 / 16);
        assertThat(config.rank("model.layers.0.q_proj")).isEqualTo(4);
        assertThat(config.scale("model.layers.0.q_proj")).isEqualTo(3);
        assertThat(config.rank("q_proj")).isEqualTo(4);
        // What follows a dot must fit as a whole.
        assertThat(config.rank("model.layers.0.xq_proj")).isEqualTo(16);
        assertThat(config.rank("model.layers.0.q_proj.more")).isEqualTo(16);
        assertThat(config.rank("model.layers.1.k")).isEqualTo(2);
        assertThat(config.rank("model.layers.2.k")).isEqualTo(16);
    }

    @Test
    void rankStabilisedAdaptersDivideByTheRoot() throws Exception {
        AdapterConfig config = config(files().with("r", "16").with("use_rslora", "true"));
        assertThat(config.scale("q")).isEqualTo(2);
    }

    @Test
    void whatTheUpdatesDoNotDependOnIsPassedOver() throws Exception {
        AdapterConfig config = config(files().with("target_modules", "[\"q\", {\"x\": [1, [2]]}]")
                .with("loftq_config", "{}")
                .with("eva_config", "null")
                .with("use_dora", "false")
                .with("revision", "\"\"")
                .with("runtime_config", "{\"ephemeral_gpu_offload\": false, \"more\": {\"a\": []}}"));
        assertThat(config.variant()).isEmpty();
        assertThat(config.leavesTheBase()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "use_dora | true | DoRA",
                "use_qalora | true | QALoRA",
                "use_bdlora | {\"nblocks\": 2} | block-diagonal",
                "kasa_config | {\"beta\": 1} | KaSA",
            })
    void variantsWhoseUpdateIsNotTheProductAreKnown(String key, String json, String words) throws Exception {
        assertThat(config(files().with(key, json)).variant()).get().asString().contains(words);
    }

    @Test
    void someInitialisationsChangeTheBase() throws Exception {
        assertThat(config(files().with("init_lora_weights", "\"pissa_niter_16\""))
                        .leavesTheBase())
                .isFalse();
        assertThat(config(files().with("init_lora_weights", "\"gaussian\"")).leavesTheBase())
                .isTrue();
    }

    @Test
    void otherConfigurationsAreRefusedInOneLine() throws Exception {
        assertRefused(files().with("peft_type", "\"IA3\""), "adapter_config.json", "IA3", "LORA");
        assertRefused(files().without("peft_type"), "peft_type");
        assertRefused(files().without("r"), "no r");
        assertRefused(files().without("lora_alpha"), "no lora_alpha");
        assertRefused(files().with("r", "0"), "r is 0");
        assertRefused(files().with("r", "2.5"), "r is 2.5");
        assertRefused(files().with("r", "\"many\""), "r should be a number", "many");
        assertRefused(files().with("lora_alpha", "1e999"), "lora_alpha should be a number");
        assertRefused(files().with("rank_pattern", "{\"(\": 4}"), "no regular expression");
        assertRefused(files().with("rank_pattern", "[4]"), "rank_pattern should be an object");
        assertRefused(files().with("more", "]"), "not valid JSON");
    }

    @Test
    void aPatternThatNeverEndsIsToldNotWaitedFor() throws Exception {
        AdapterConfig config = config(files().with("rank_pattern", "{\"(.*a){12}b\": 4}"));

        assertThatThrownBy(() -> config.rank("a".repeat(60)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("takes too long");
    }

    @Test
    void foldersWithoutAnAdapterAreRefused() throws Exception {
        assertThatThrownBy(() -> AdapterFiles.open(folder.resolve("missing")))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContaining("no such adapter");
        assertThatThrownBy(() -> AdapterFiles.open(folder))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContaining("adapter_config.json");
        files().write(folder);
        Files.delete(folder.resolve("adapter_model.safetensors"));
        assertThatThrownBy(() -> AdapterFiles.open(folder))
                .isInstanceOf(ModelException.Unreadable.class)
                .hasMessageContaining("adapter_model.bin");
        assertRefused(new AdapterFiles().tensor("fc.weight", 2, 2), "no lora_A");
    }

    @Test
    void aFileOfTheFolderStandsForIt() throws Exception {
        files().write(folder);
        try (Adapter adapter = AdapterFiles.open(folder.resolve("adapter_model.safetensors"))) {
            assertThat(adapter.modules()).extracting(LoraModule::name).containsExactly("q");
        }
    }

    @Test
    void namesAreReadWithAndWithoutPrefixAdapterAndWeight() throws Exception {
        Path written = new AdapterFiles()
                .tensor("base_model.model.a.b.lora_A.weight", 4, 6)
                .tensor("base_model.model.a.b.lora_B.weight", 8, 4)
                .tensor("c.lora_A.default.weight", 4, 6)
                .tensor("c.lora_B.default.weight", 8, 4)
                .tensor("c.lora_A.other.weight", 4, 6)
                .tensor("base_model.model.e.lora_embedding_A", 4, 9)
                .tensor("base_model.model.e.lora_embedding_B", 6, 4)
                .tensor("base_model.model.a.b.lora_B.bias", 8)
                .tensor("base_model.model.a.b.lora_magnitude_vector", 8)
                .write(folder);
        try (Adapter adapter = AdapterFiles.open(written)) {
            assertThat(adapter.modules()).extracting(LoraModule::name).containsExactly("a.b", "c", "c.other", "e");
            assertThat(adapter.modules().getLast().embedding()).isTrue();
            assertThat(adapter.others()).hasSize(2);
        }
    }
}
