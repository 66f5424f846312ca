package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two models at once, as a shell sees them: a trained one as .npz and as safetensors, another, and an adapter. */
final class TwoModelsTest {

    private static final Path MODELS =
            Path.of("src/test/resources/models").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        TestModels.trained(folder);
        for (String name : List.of("mlp3-lr8.npz", "mlp3-lr8.safetensors")) {
            Files.copy(MODELS.resolve(name), folder.resolve(name));
        }
    }

    /** Rank 20 updates of a 30 x 20 layer, columns being 20 in all of these files. */
    private void adapter(String config, int rank) throws IOException {
        Path adapter = Files.createDirectories(folder.resolve("adapter"));
        Files.writeString(adapter.resolve("adapter_config.json"), config);
        Map<String, float[]> factors = new LinkedHashMap<>();
        factors.put("base_model.model.q.lora_A.weight", TestModels.noise(1, rank * 20));
        factors.put("base_model.model.q.lora_B.weight", TestModels.noise(2, 30 * 20));
        Files.write(adapter.resolve("adapter_model.safetensors"), TestModels.safetensors(factors));
    }

    private Outcome run(String... arguments) throws Exception {
        return Launch.setol(folder, arguments).run();
    }

    private static Outcome ok(Outcome outcome) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome;
    }

    private static void assertRefused(Outcome outcome, String... words) {
        assertThat(outcome.errorLines()).hasSize(1);
        assertThat(outcome.err())
                .startsWith("setol: ")
                .contains(words)
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    private static double number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).doubleValue();
    }

    @Test
    void distancesAreTheSameWhateverTheFormatAndTheRun() throws Exception {
        String once = ok(run("distances", "trained.safetensors", "mlp3-lr8.npz", "--format", "csv"))
                .out();
        assertThat(once.lines().toList()).hasSize(4);
        assertThat(once).startsWith("method,layer_id,name,name_b,delta_W,relative_W,delta_b,M,N,b_shape,");
        assertThat(ok(run("distances", "trained.safetensors", "mlp3-lr8.safetensors", "--threads", "1", "-o", "d.csv"))
                        .out())
                .isEmpty();
        assertThat(folder.resolve("d.csv")).hasContent(once);
        Map<String, @Nullable Object> report = Json.object(
                ok(run("distances", "mlp3-lr8.npz", "mlp3-lr8.safetensors", "--method", "cka", "--format", "json"))
                        .out());
        for (Map<String, @Nullable Object> layer : Json.objects(report, "layers")) {
            assertThat(number(layer.get("delta_W"))).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void compareShowsBothAndWhatHasChanged() throws Exception {
        String table = ok(run("compare", "trained.safetensors", "mlp3-lr8.npz")).out();
        assertThat(table).contains("alpha_weighted", "fc1", "fc2", "out", "3 of 3 layers have a partner");
        Map<String, @Nullable Object> report = Json.object(
                ok(run("compare", "trained.safetensors", "mlp3-lr8.npz", "--format", "json", "--sort", "log_norm"))
                        .out());
        Map<String, @Nullable Object> first = Json.objects(report, "layers").getFirst();
        assertThat(first).containsEntry("name_a", "fc1");
        assertThat(report).containsEntry("sorted_by", "log_norm");
    }

    @Test
    void aModelMinusItselfIsNothingAndMinusAnotherSomething() throws Exception {
        Outcome same = ok(
                run("analyze", "mlp3-lr8.npz", "--base", "mlp3-lr8.safetensors", "--no-seconds", "--format", "json"));
        Map<String, @Nullable Object> report = Json.object(same.out());
        assertThat(Json.objects(report, "layers"))
                .hasSize(3)
                .allSatisfy(layer -> assertThat(layer).containsEntry("reason", "equal to the base"));
        String table = ok(run("analyze", "trained.safetensors", "--base", "mlp3-lr8.npz"))
                .out();
        assertThat(table).startsWith("trained.safetensors minus mlp3-lr8.npz (safetensors");
    }

    @Test
    void anAdapterIsAnalysedAloneAddedAndAgainstItsBase() throws Exception {
        adapter("{\"peft_type\": \"LORA\", \"r\": 20, \"lora_alpha\": 40}", 20);
        Files.write(
                folder.resolve("base.safetensors"),
                TestModels.safetensors(Map.of("model.q.weight", TestModels.noise(3, 600))));

        String alone = ok(run("analyze", "--lora", "adapter", "--format", "csv", "--no-seconds"))
                .out();
        assertThat(alone.lines().toList()).hasSize(2);
        assertThat(alone.lines().toList().getLast()).startsWith("0,q,q,dense,30,20,1,1.5,20,");
        String checked = ok(run(
                        "analyze",
                        "--lora",
                        "adapter",
                        "--base",
                        "base.safetensors",
                        "--format",
                        "csv",
                        "--no-seconds"))
                .out();
        assertThat(checked).isEqualTo(alone);
        String added =
                ok(run("analyze", "base.safetensors", "--lora", "adapter")).out();
        assertThat(added).startsWith("base.safetensors plus adapter").contains("3 of 3 tensors analysed");
    }

    @Test
    void whatDoesNotFitIsAReasonOrExitTwo() throws Exception {
        adapter("{\"peft_type\": \"LORA\", \"r\": 8, \"lora_alpha\": 16}", 20);
        Outcome mismatch = run("analyze", "--lora", "adapter", "--format", "json");
        assertThat(mismatch.exitCode()).isZero();
        assertThat(mismatch.out()).contains("adapter_config.json says r = 8, lora_A has 20 rows");
        assertThat(mismatch.errorLines()).hasSize(1).first().asString().contains("no layer to analyse");

        adapter("{\"peft_type\": \"IA3\"}", 20);
        assertRefused(run("analyze", "--lora", "adapter"), "adapter_config.json", "IA3");
        assertRefused(run("analyze", "trained.safetensors", "--base", "missing.npz"), "missing.npz", "no such file");
        assertRefused(run("distances", "trained.safetensors", "missing.npz"), "missing.npz", "no such file");
    }
}
