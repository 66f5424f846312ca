package org.setol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** --traps, --hill and --farms, from the command line to the columns. */
final class TrapAndWindowSettingsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String line) {
        return Main.run(out, new PrintWriter(err, true), line.split(" "));
    }

    private List<String> header(String options) {
        assertThat(run("demo --no-seconds --format csv " + options))
                .as(err.toString())
                .isZero();
        return List.of(out.toString().lines().findFirst().orElseThrow().split(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--traps fast",
                "--traps fast --mode compat",
                "--traps slow --mode corrected",
                "--traps",
                "--farms-q=2",
                "--farms-rows=50",
                "--farms-per-side=3",
                "--farms --farms-q=0.5",
                "--farms --farms-q=NaN",
                "--farms --farms-rows=1",
                "--farms --farms-rows=0",
                "--farms --farms-per-side=0"
            })
    void whatMakesNoSenseIsAUsageErrorOfOneLine(String options) {
        assertThat(run("demo " + options)).isEqualTo(2);
        assertThat(err.toString()).startsWith("setol: ").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void columnsAppearWithTheirOptionAndOnlyThen() {
        assertThat(header("--randomize")).doesNotContain("traps_certificate", "alpha_hill_mid", "farms_alpha");
        out.getBuffer().setLength(0);
        assertThat(header("--traps fast --mode corrected --hill --farms --farms-rows 20 --farms-q 1.5"))
                .contains("num_rand_spikes", "max_rand_eval", "traps_certificate")
                .contains("alpha_hill_mid", "alpha_hill_peak", "xmin_hill_mid", "xmin_hill_peak")
                .contains(
                        "farms_alpha", "farms_alpha_hill_mid", "farms_alpha_hill_peak", "farms_windows", "farms_shape");
        assertThat(out.toString()).contains("Cholesky (", ",20x30,");
    }

    @Test
    void trapsInFullAreThoseOfRandomize() {
        assertThat(run("demo --no-seconds --format csv --randomize")).isZero();
        String randomize = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("demo --no-seconds --format csv --traps full")).isZero();
        assertThat(out.toString()).isEqualTo(randomize);
    }

    @Test
    void theNewColumnsCanFailABuild() {
        assertThat(run("demo --quiet --hill --fail-on alpha_hill_mid.min<100")).isEqualTo(1);
        assertThat(err.toString()).contains("alpha_hill_mid.min");
    }
}
