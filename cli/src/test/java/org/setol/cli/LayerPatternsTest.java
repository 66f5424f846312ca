package org.setol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns of {@code --layers} that match nothing, each named in one line beside those that do. */
final class LayerPatternsTest {

    private final StringWriter err = new StringWriter();

    private String warnings(String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(Main.run(new StringWriter(), new PrintWriter(err, true), arguments))
                .isZero();
        return err.toString();
    }

    private static String[] with(List<String> arguments, String... patterns) {
        List<String> all = new ArrayList<>(arguments);
        for (String pattern : patterns) {
            all.addAll(List.of("--layers", pattern));
        }
        return all.toArray(String[]::new);
    }

    private void assertNamed(String patterns, List<String> command) {
        assertThat(warnings(with(command, "fc1", "fd2", "2-90", "7-9", "!4", "!out")))
                .startsWith("setol: warning: --layers: " + patterns + " match no layer; ")
                .hasLineCount(1);
        assertThat(warnings(with(command, "fc*", "!fc2", "0-1"))).isEmpty();
    }

    @Test
    void areNamedByEveryCommandThatTakesThem(@TempDir Path folder) throws IOException {
        try (DemoModel model = DemoModel.unpack()) {
            String path = model.path().toString();
            String misspelt = "'fd2', '7-9', '!4'";
            assertNamed(misspelt, List.of("demo"));
            assertNamed(misspelt, List.of("analyze", path));
            assertNamed(misspelt, List.of("describe", path));
            assertNamed(misspelt, List.of("compare", path, path));
            assertNamed(misspelt, List.of("distances", path, path));
            String copy = folder.resolve("copy.safetensors").toString();
            assertThat(warnings(with(List.of("smooth", path, "--k", "3", "-o", copy), "fc1", "fd2")))
                    .contains("'fd2' matches no layer");
        }
    }

    @Test
    void areNamedByCommandsThatListWhatIsLeftToo() throws IOException {
        try (DemoModel model = DemoModel.unpack()) {
            String path = model.path().toString();
            assertThat(warnings("describe", path, "--layers", "fd2")).contains("'fd2' matches no layer");
            assertThat(warnings("distances", path, path, "--layers", "fd2")).contains("'fd2' matches no layer");
        }
    }

    @Test
    void areNotNamedWhenQuietOrWhenNothingIsLeftAnyway() {
        assertThat(warnings("demo", "-q", "--layers", "fc1", "--layers", "fd2")).isEmpty();
        assertThat(warnings("demo", "--layers", "fd2", "--layers", "fd3"))
                .contains("no layer to analyse")
                .hasLineCount(1);
    }

    /** One that other rules leave out is there all the same. */
    @Test
    void areNotThoseOfLayersThatAreTooSmall() {
        assertThat(warnings("demo", "--layers", "fc1", "--layers", "out", "--min-evals", "50"))
                .isEmpty();
    }
}
