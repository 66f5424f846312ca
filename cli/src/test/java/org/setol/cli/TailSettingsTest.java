package org.setol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How tails are fitted, from the command line to the columns. */
final class TailSettingsTest {

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

    private String cell(int row, String column) {
        List<String> lines = out.toString().lines().toList();
        return lines.get(row)
                .split(",", -1)[List.of(lines.getFirst().split(",")).indexOf(column)];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fit=power",
                "--fix-fingers=no",
                "--fix-fingers=clip-xmax --fit=tpl",
                "--fix-fingers=clip-xmax --fit=e-tpl",
                "--fix-fingers=clip-xmax --xmax=3",
                "--fix-fingers=clip-xmax --gof=10",
                "--fix-fingers=xmin-peak --ci",
                "--fix-fingers=xmin-peak --max-fingers=5",
                "--fix-fingers=clip-xmax --finger-thresh=-1",
                "--max-fingers=5",
                "--finger-thresh=0.5",
                "--xmax=0",
                "--xmax=-1",
                "--xmax=all",
                "--alternatives --fit=tpl",
                "--stability --fit=e-tpl",
                "--gof=10 --fit=tpl",
                "--gof=0",
                "--gof",
                "--ci=0",
                "--seed=x"
            })
    void whatMakesNoSenseIsAUsageErrorOfOneLine(String options) {
        assertThat(run("demo " + options)).isEqualTo(2);
        assertThat(err.toString()).startsWith("setol: ").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void clippedFingersHaveTheirColumns() {
        assertThat(header("--fix-fingers clip-xmax --max-fingers 8 --finger-thresh 0.5"))
                .contains("num_fingers", "raw_alpha");
    }

    @Test
    void truncatedLawsHaveLambda() {
        assertThat(header("--fit tpl --xmax force")).contains("Lambda");
        assertThat(Double.parseDouble(cell(1, "Lambda"))).isPositive();
    }

    @Test
    void theExtendedLawClipsFingersInCorrectedMode() {
        assertThat(header("--fit e-tpl --mode corrected")).contains("Lambda", "num_fingers", "raw_alpha");
    }

    @Test
    void tooManyDroppedEigenvaluesAreAReasonOfTheRow() {
        header("--xmax 6");
        assertThat(cell(3, "reason")).isEqualTo("xmax 6 would drop more than half of 10 eigenvalues");
        assertThat(cell(3, "alpha")).isEmpty();
        assertThat(cell(1, "status")).isEqualTo("success");
    }

    @Test
    void stabilityIsReportedByOptionAndAlwaysInCorrectedMode() {
        assertThat(header("--stability")).contains("alpha_plateau", "alpha_2", "xmin_2", "D_2");
        out.getBuffer().setLength(0);
        assertThat(header("--mode corrected")).contains("alpha_plateau");
        out.getBuffer().setLength(0);
        assertThat(header("--mode compat")).doesNotContain("alpha_plateau");
    }

    @Test
    void alternativesHaveRatioProbabilityCriterionAndVerdict() {
        assertThat(header("--alternatives"))
                .contains("power_law_AIC", "exponential_R", "lognormal_p", "stretched_exponential_AIC")
                .contains("truncated_power_law_verdict", "best_by_AIC");
        assertThat(cell(1, "exponential_verdict")).isIn("power_law", "exponential", "undecided");
    }

    @Test
    void bootstrapsDependOnTheSeedAndNotOnThreads() {
        header("--gof 50 --ci 50 --seed 7 --threads 1");
        String one = out.toString();
        out.getBuffer().setLength(0);
        header("--gof 50 --ci 50 --seed 7 --threads 3");
        assertThat(out.toString()).isEqualTo(one);
        out.getBuffer().setLength(0);
        header("--gof 50 --ci 50 --seed 8 --threads 3");
        assertThat(out.toString()).isNotEqualTo(one);
        double p = Double.parseDouble(cell(1, "gof_p"));
        assertThat(p).isBetween(0.0, 1.0);
        assertThat(Double.parseDouble(cell(1, "alpha_low"))).isLessThan(Double.parseDouble(cell(1, "alpha_high")));
    }
}
