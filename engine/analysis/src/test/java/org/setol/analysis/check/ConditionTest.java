package org.setol.analysis.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.analysis.Setol;
import org.setol.analysis.TestModels;
import org.setol.analysis.report.ModelReport;
import org.setol.analysis.write.ReportNumbers;

final class ConditionTest {

    @TempDir
    private Path folder;

    private ModelReport report;
    private DoubleSummaryStatistics alphas;

    /** Three layers with an alpha, one without. */
    @BeforeEach
    void analyze() throws Exception {
        Path model = new TestModels()
                .heavyTailed("a.weight", 1, 30, 20)
                .heavyTailed("b.weight", 2, 40, 30)
                .heavyTailed("c.weight", 3, 50, 20)
                .tensor("zero.weight", new float[400], 20, 20)
                .write(folder.resolve("m.safetensors"));
        try (Setol setol = Setol.open()) {
            report = setol.analyze(model);
        }
        alphas = ReportNumbers.column(report, "alpha").stream()
                .mapToDouble(ReportNumbers.LayerValue::value)
                .filter(Double::isFinite)
                .summaryStatistics();
        assertThat(alphas.getCount()).isEqualTo(3);
    }

    private boolean holds(String condition) {
        return Condition.parse(condition).evaluate(report).isPresent();
    }

    @Test
    void aggregatesAreOverTheLayersThatHaveAValue() {
        assertThat(holds("alpha.mean>=" + alphas.getAverage())).isTrue();
        assertThat(holds("alpha.mean > " + Math.nextUp(alphas.getAverage()))).isFalse();
        assertThat(holds("alpha.max==" + alphas.getMax())).isTrue();
        assertThat(holds("alpha.min<" + alphas.getMin())).isFalse();
        assertThat(holds("alpha.median<=" + alphas.getMax())).isTrue();
        assertThat(holds("num_evals.sum == 90")).isTrue();
    }

    @Test
    void withoutAnAggregateAnyLayerWillDo() {
        assertThat(Condition.parse("rank_loss>0").evaluate(report))
                .contains("rank_loss>0 holds for 1 of 4 layers, first zero: 20.0000");
        assertThat(holds("alpha>" + alphas.getMax())).isFalse();
        assertThat(holds("M != 20")).isTrue();
    }

    @Test
    void aCheckThatCannotBeMadeDoesNotPass() {
        assertThatThrownBy(() -> holds("alfa>2"))
                .hasMessageContaining("'alfa' is no column")
                .hasMessageContaining("alpha");
        assertThatThrownBy(() -> holds("name>2")).hasMessageContaining("no column of numbers");
        assertThatThrownBy(() -> holds("detX_num>2")).hasMessageContaining("'detX_num' is no column");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "alpha", "alpha>", "alpha>x", "alpha=2", "alpha.mean>1>2", "2<alpha", "alpha>--1", "alpha>1e"
            })
    void whatIsNotAConditionIsRefusedWithTheForm(String text) {
        assertThatThrownBy(() -> Condition.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("METRIC[.AGGREGATE]>NUMBER");
    }

    @Test
    void anUnknownAggregateIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Condition.parse("alpha.average>2"))
                .hasMessageContaining("mean, min, max, median, sum");
    }
}
