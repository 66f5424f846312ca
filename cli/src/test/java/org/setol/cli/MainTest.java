package org.setol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(out, new PrintWriter(err, true), arguments);
    }

    /** What a run that goes well prints. */
    static String output(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(Main.run(out, new PrintWriter(err, true), arguments)).isZero();
        assertThat(err.toString()).isEmpty();
        return out.toString();
    }

    private void assertUsageError(String... arguments) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).startsWith("setol: ").endsWith("\n").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--min-evals",
                "--max-evals",
                "--max-n",
                "--threads",
                "--memory",
            })
    void countsAreAtLeastOne(String option) {
        for (String wrong : List.of("0", "-1", "x", "", "1.5e3x", "99999999999999999999")) {
            err.getBuffer().setLength(0);
            assertUsageError("demo", option, wrong);
            assertThat(err.toString()).contains(option).contains("'" + wrong + "'");
        }
    }

    @Test
    void settingsOfSetolAreChecked() {
        List<List<String>> wrong = List.of(
                List.of("--order", "5"),
                List.of("--ecs", "pl"),
                List.of("--setol", "--order", "0"),
                List.of("--setol", "--order", "65"),
                List.of("--setol", "--ecs", "xmin"),
                List.of("--setol", "--moments", "median"),
                List.of("--setol", "--ideal-alpha", "-1"),
                List.of("--setol", "--ideal-delta", "NaN"));
        for (List<String> options : wrong) {
            err.getBuffer().setLength(0);
            List<String> arguments = new ArrayList<>(List.of("demo"));
            arguments.addAll(options);
            assertUsageError(arguments.toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sorcery", "--abacus", "-x"})
    void whatIsNotYetThereIsAUsageError(String option) {
        assertUsageError("demo", option);
        assertThat(err.toString()).contains("Unknown option").contains("setol demo --help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format=xml",
                "--mode=best",
                "--precision=float16",
                "--progress=always",
                "--types=dense,fancy",
                "--types=",
                "--types=,",
                "--types=dense,",
                "--layers=",
                "--layers=!",
                "--layers=7-3",
                "--backend=abacus",
                "--backend=",
                "--output=-",
                "--output=",
                "--output=report.xlsx",
                "--save-spectra=",
                "--save-spectra=-"
            })
    void wordsThatMeanNothingAreUsageErrors(String option) {
        assertUsageError("demo", option);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "analyze -",
                "analyze",
                "describe",
                "describe a b",
                "sing",
                "demo model.npz",
                "backends x"
            })
    void argumentsThatMakeNoCommandAreUsageErrors(String line) {
        assertUsageError(line.isEmpty() ? new String[0] : line.split(" "));
    }

    @Test
    void anEmptyModelNameIsAUsageError() {
        assertUsageError("analyze", "");
        assertThat(err.toString()).contains("the file name is empty");
    }

    @Test
    void aStreamIsNoModelAndSaysWhy() {
        assertUsageError("analyze", "-");
        assertThat(err.toString()).startsWith("setol: MODEL: '-' is not a file name here: models are mapped");
    }

    @Test
    void typesAreGivenByCommasOrOneByOne() {
        for (String types : List.of("--types dense,conv2d", "--types conv2d --types dense")) {
            assertThat(run(("demo --format jsonl " + types).split(" "))).isZero();
            assertThat(out.toString()).hasLineCount(3);
            out.getBuffer().setLength(0);
        }
    }

    @Test
    void tooLittleMemoryIsNamedAsItWasAskedFor() {
        assertUsageError("demo", "--memory", "1k");
        assertThat(err.toString()).startsWith("setol: --memory 1k: ");
    }

    @Test
    void quietAndVerboseAreNotBothMeant() {
        assertUsageError("demo", "-q", "-v");
        assertThat(err.toString()).contains("--verbose").contains("--quiet").contains("mutually exclusive");
    }

    @Test
    void timesThatAreLeftOutCannotBeChecked() {
        assertUsageError("demo", "--no-seconds", "--fail-on", "seconds>1");
        assertThat(err.toString()).contains("'seconds' is no column of this run");
        assertThat(run("demo", "--fail-on", "seconds.sum>86400")).isZero();
    }

    @Test
    void aRangeWithNothingInItIsAUsageError() {
        assertUsageError("demo", "--min-evals", "20", "--max-evals", "19");
    }

    @Test
    void optionsOfTheSameKindAreGivenOnce() {
        assertUsageError("demo", "--threads", "1", "--threads", "2");
    }

    @Test
    void anUnknownBackendIsRefusedEvenWhenNoLayerIsLeft() {
        assertUsageError("demo", "--backend", "abacus", "--layers", "no such layer");
        assertThat(err.toString()).contains("abacus").contains("lapack-gesdd");
    }

    @Test
    void reportAndSpectraNeedTwoFiles(@TempDir Path folder) {
        String file = folder.resolve("both.csv").toString();
        assertUsageError("demo", "-o", file, "--save-spectra", file);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void spectraAreSavedForOneModelAtATime(@TempDir Path folder) {
        assertUsageError(
                "analyze",
                "a.npz",
                "b.npz",
                "--save-spectra",
                folder.resolve("s.npz").toString());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSelectionThatLeavesNothingWarnsUnlessQuiet() {
        assertThat(run("demo", "--layers", "no such layer")).isZero();
        assertThat(err.toString()).startsWith("setol: warning: ").hasLineCount(1);
        err.getBuffer().setLength(0);
        assertThat(run("demo", "--layers", "no such layer", "-q")).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void layersAreSelectedByGlobIdAndNegation() throws IOException {
        try (DemoModel model = DemoModel.unpack()) {
            String path = model.path().toString();
            assertThat(run("describe", "--format", "csv", "--layers", "fc*", "--layers", "!1", path))
                    .isZero();
        }
        assertThat(out.toString().lines().filter(line -> line.contains(",analysed,")))
                .singleElement()
                .asString()
                .startsWith("0,fc1.weight");
    }

    @Test
    void verboseAddsTheStackTrace() {
        assertThat(run("analyze", "-v", "missing.npz")).isEqualTo(2);
        assertThat(err.toString()).startsWith("setol: missing.npz: ").contains("\tat org.setol.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "analyze", "describe", "demo", "backends", "generate-completion"})
    void helpFitsATerminalAndNamesTheExitCodes(String command) {
        assertThat(run((command + " --help").strip().split(" "))).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .startsWith("Usage: setol")
                .contains("Exit codes: 0 ok")
                .doesNotContain("null")
                .doesNotContain("${");
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "describe",
                "compare",
                "distances",
                "smooth",
                "sharpen",
                "truncate",
                "vectors",
                "backends",
                "mlp3",
                "bench",
                "bench svd",
                "synth",
                "generate-completion",
                "help"
            })
    void helpNamesTheExitCodesOfTheCommandAlone(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).containsOnlyOnce("Exit codes: 0 ok").doesNotContain("--fail-on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "analyze", "demo"})
    void helpNamesTheExitCodeOfConditions(String command) {
        assertThat(run((command + " --help").strip().split(" "))).isZero();
        assertThat(out.toString()).containsOnlyOnce("Exit codes: 0 ok").contains("1 a --fail-on holds");
    }

    @Test
    void aConditionThatHoldsIsExitCodeOneAfterTheReport() {
        assertThat(run("demo", "--fail-on", "alpha.mean>2", "--fail-on", "rank_loss>0"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("tensors analysed");
        assertThat(err.toString())
                .startsWith("setol: --fail-on: alpha.mean>2 holds: alpha.mean is 2.49355")
                .hasLineCount(1);
        assertThat(run("demo", "--fail-on", "alpha.mean>6")).isZero();
    }

    @Test
    void aConditionThatCannotBeCheckedIsAUsageError() {
        assertUsageError("demo", "--fail-on=alpha>");
        assertThat(err.toString()).contains("METRIC[.AGGREGATE]>NUMBER");
        assertThat(run("demo", "--fail-on", "alfa>2")).isEqualTo(2);
    }

    @Test
    void theHelpCommandIsTheHelpOption() {
        assertThat(run("help", "analyze")).isZero();
        assertThat(out.toString()).startsWith("Usage: setol analyze");
    }

    @Test
    void aStreamThatFailsIsReportedOnce() {
        int code = Main.run(new Failing("No space left on device"), new PrintWriter(err, true), "demo");
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("setol: stdout: cannot be written: No space left on device; ")
                .hasLineCount(1);
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() {
        assertThat(Main.run(new Failing("Broken pipe"), new PrintWriter(err, true), "demo"))
                .isZero();
        assertThat(err.toString()).isEmpty();
    }

    private static final class Failing extends Writer {
        private final String reason;

        Failing(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException(reason);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
