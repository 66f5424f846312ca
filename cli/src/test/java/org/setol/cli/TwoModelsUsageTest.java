package org.setol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of two models that make no sense, in one line each and before any work. */
final class TwoModelsUsageTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private void assertRefused(String words, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(Main.run(out, new PrintWriter(err, true), arguments)).isEqualTo(2);
        assertThat(err.toString()).startsWith("setol: ").contains(words).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aModelOrAnAdapterMustBeNamed() {
        assertRefused("Missing required parameter: 'MODEL'", "analyze");
        assertRefused("Missing required parameter: 'MODEL'", "analyze", "--base", "base.npz");
        assertRefused("'B'", "distances", "a.npz");
        assertRefused("'B'", "compare", "a.npz");
    }

    @Test
    void whatNeedsAnAdaptersElementsIsRefused() {
        assertRefused("--mp-fit and --randomize would need", "analyze", "--lora", "a", "--randomize", "--mp-fit");
    }

    @Test
    void unknownWordsAreNamedWithThoseThereAre() {
        assertRefused("raw, euclidean, cka", "distances", "a", "b", "--method", "cosine");
        assertRefused("'alpa' is no metric", "compare", "a", "b", "--sort", "alpa");
        assertRefused("'status_x' is no metric", "compare", "a", "b", "--sort", "status_x");
        assertRefused("table, csv, json", "compare", "a", "b", "--format", "ww-csv");
        assertRefused("its suffix names no format", "distances", "a", "b", "-o", folder + "/result.xml");
    }

    @Test
    void rawDistancesHaveNoSlices() {
        assertRefused("--no-pool", "distances", "a", "b", "--no-pool");
    }

    @Test
    void noResultReplacesAModel() throws Exception {
        Path model = Files.writeString(folder.resolve("model.json"), "not read");
        assertRefused("is the model itself", "distances", "a", model.toString(), "-o", model.toString());
        assertRefused("is the model itself", "compare", model.toString(), "b", "-o", model.toString());
        assertRefused("is the model itself", "analyze", "a", "--base", model.toString(), "-o", model.toString());
        assertThat(model).hasContent("not read");
    }

    @Test
    void whatIsMissingIsToldAndNothingIsLeft() {
        String result = folder.resolve("result.csv").toString();
        assertRefused("no such file", "compare", folder + "/a.npz", folder + "/b.npz", "-o", result);
        assertRefused("no such adapter", "analyze", "--lora", folder + "/adapter", "-o", result);
        assertRefused("adapter_config.json", "analyze", "--lora", folder.toString(), "-o", result);
        assertThat(folder).isEmptyDirectory();
    }
}
