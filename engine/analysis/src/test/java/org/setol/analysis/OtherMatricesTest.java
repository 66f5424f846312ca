package org.setol.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.report.LayerOutcome.Failed;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.LevelStatistics;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.SpectralMetrics;
import org.setol.spectra.metrics.VectorStudy;

/** Vectors, gaps, and rows that are not of layers, through a whole run. */
final class OtherMatricesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private static List<LayerReport> analyze(Path model, AnalysisOptions options) throws Exception {
        try (Setol setol = Setol.open(options)) {
            return setol.analyze(model).layers();
        }
    }

    private static AnalysisOptions with(MetricsMode mode, Extra... extras) {
        return AnalysisOptions.defaults()
                .withMetrics(MetricsOptions.BASE.withMode(mode).with(extras));
    }

    private static SpectralMetrics metrics(LayerReport row) {
        return ((Measured) row.outcome()).metrics();
    }

    private Path model() throws Exception {
        return new TestModels()
                .heavyTailed("a.weight", 1, 40, 24)
                .heavyTailed("b.weight", 2, 30, 40)
                .heavyTailed("c.weight", 3, 17, 19)
                .heavyTailed("conv.weight", 4, 20, 12, 3, 3)
                .write(folder.resolve("m.safetensors"));
    }

    @Test
    void vectorsDoNotDependOnThreadsAndLeaveTheOtherNumbersAlone() throws Exception {
        Path model = model();
        AnalysisOptions options = with(MetricsMode.COMPAT, Extra.VECTORS, Extra.DELTA_ES);
        List<LayerReport> one = analyze(model, options.withThreads(1));
        List<LayerReport> more = analyze(model, options.withThreads(3));
        List<LayerReport> plain = analyze(model, with(MetricsMode.COMPAT));
        for (int i = 0; i < one.size(); i++) {
            VectorStudy study = metrics(one.get(i)).find(VectorStudy.class).orElseThrow();
            assertThat(study.reason()).isEmpty();
            assertThat(study)
                    .isEqualTo(metrics(more.get(i)).find(VectorStudy.class).orElseThrow());
            // A vector of n elements: 1 <= loc_ratio <= n and 1 <= part_ratio <= n^(1/4).
            int n = one.get(i).layer().cols();
            assertThat(study.localization().tailMean()).isBetween(1.0, (double) n);
            assertThat(study.participation().tailMean()).isBetween(1.0, Math.pow(n, 0.25));
            assertThat(metrics(one.get(i)).tail().spikes())
                    .isEqualTo(metrics(plain.get(i)).tail().spikes());
            assertThat(metrics(one.get(i)).find(LevelStatistics.class)).isPresent();
        }
    }

    @Test
    void withoutMemoryForVectorsTheValuesAreStillThere() throws Exception {
        // 400 x 240 in float64: 0.8 MB, with its pages and any backend's workspace below 2 MB, with vectors 3 MB or
        // more.
        Path model = new TestModels().heavyTailed("a.weight", 1, 400, 240).write(folder.resolve("one.safetensors"));
        AnalysisOptions options = with(MetricsMode.COMPAT, Extra.VECTORS).withThreads(1);
        LayerReport roomy = analyze(model, options.withMemoryBytes(1L << 30)).getFirst();
        assertThat(metrics(roomy).find(VectorStudy.class).orElseThrow().reason())
                .isEmpty();
        LayerReport tight = analyze(model, options.withMemoryBytes(ProcessMemory.BYTES + (2 << 20)))
                .getFirst();
        assertThat(metrics(tight).esd().lambdaMax())
                .isCloseTo(
                        metrics(roomy).esd().lambdaMax(),
                        within(1e-12 * metrics(roomy).esd().lambdaMax()));
        assertThat(tight.reason()).matches("vectors: needs 19[5-9] MiB, --memory allows 194 MiB");
    }

    @Test
    void rankDeficientVectorsAreLeftOutInCorrectedMode() throws Exception {
        float[] rankOne = new float[30 * 20];
        for (int i = 0; i < rankOne.length; i++) {
            rankOne[i] = (1 + i / 20) * (i % 20 == 3 ? 1 : 0) + (i / 20 == 7 ? i % 20 : 0);
        }
        Path model = new TestModels().tensor("a.weight", rankOne, 30, 20).write(folder.resolve("low.safetensors"));
        LayerReport row =
                analyze(model, with(MetricsMode.CORRECTED, Extra.VECTORS)).getFirst();
        // Two vectors have a value; the fit of two data has both in its tail.
        VectorStudy study = metrics(row).find(VectorStudy.class).orElseThrow();
        assertThat(study.localization().bulkMean()).isNaN();
    }

    @Test
    void pairsMeetInASharedSideAndSayWhenTheyDoNot() throws Exception {
        List<LayerReport> rows = analyze(model(), with(MetricsMode.COMPAT, Extra.INTRA));
        assertThat(rows).hasSize(3);
        assertThat(rows.getFirst().layer().name()).isEqualTo("0 X 1");
        assertThat(rows.getFirst().layer().rows()).isEqualTo(30);
        assertThat(rows.getFirst().layer().cols()).isEqualTo(24);
        assertThat(((Failed) rows.get(1).outcome()).reason()).isEqualTo("30 x 40 and 17 x 19 do not meet in a side");
        // W0 is 40 x 24, so its transpose times the transpose of 30 x 40: sums of eigenvalues are nuclear norms.
        assertThat(metrics(rows.getFirst()).norms().norm()).isPositive();
    }

    /** A square second layer has a side twice that the first does not have. */
    @Test
    void aSquareLayerThatDoesNotFitIsARowWithTheReason() throws Exception {
        Path model = new TestModels()
                .tensor("a.weight", new float[16 * 16], 16, 16)
                .tensor("b.weight", new float[20 * 20], 20, 20)
                .write(folder.resolve("squares.safetensors"));
        List<LayerReport> rows = analyze(model, with(MetricsMode.COMPAT, Extra.INTRA));
        assertThat(((Failed) rows.getFirst().outcome()).reason())
                .isEqualTo("16 x 16 and 20 x 20 do not meet in a side");
    }

    @Test
    void aPairWithALayerOfZerosSaysSo() throws Exception {
        Path model = new TestModels()
                .heavyTailed("a.weight", 1, 40, 24)
                .tensor("b.weight", new float[30 * 40], 30, 40)
                .write(folder.resolve("zeros.safetensors"));
        for (MetricsMode mode : MetricsMode.values()) {
            assertThat(analyze(model, with(mode, Extra.INTRA)).getFirst().reason())
                    .isEqualTo("all weights are zero");
        }
    }

    @Test
    void theSeedDecidesWhatIsLeftOutBetweenLayers() throws Exception {
        Path model = model();
        AnalysisOptions options = with(MetricsMode.CORRECTED, Extra.INTRA, Extra.SPARSIFY);
        double one = metrics(analyze(model, options).getFirst()).norms().norm();
        assertThat(metrics(analyze(model, options.withThreads(1)).getFirst())
                        .norms()
                        .norm())
                .isEqualTo(one);
        AnalysisOptions other = options.withMetrics(options.metrics().withSeed(2));
        assertThat(metrics(analyze(model, other).getFirst()).norms().norm()).isNotEqualTo(one);
    }

    /** Glorot's kappa^2 = 2 / ((N + M) rf) divides eigenvalues; exact scaling but for rounding. */
    @Test
    void glorotFixScalesEigenvalues() throws Exception {
        Path model = model();
        List<LayerReport> plain = analyze(model, with(MetricsMode.CORRECTED));
        List<LayerReport> fixed = analyze(model, with(MetricsMode.CORRECTED, Extra.GLOROT_FIX));
        double dense = metrics(plain.getFirst()).esd().lambdaMax();
        assertThat(metrics(fixed.getFirst()).esd().lambdaMax()).isCloseTo(dense * 32, within(1e-12 * dense * 32));
        // The convolution's own factor of 1/2 gives way to 32 * 9 / 2.
        double conv = metrics(plain.get(3)).esd().lambdaMax();
        assertThat(metrics(fixed.get(3)).esd().lambdaMax()).isCloseTo(conv * 2 * 144, within(1e-12 * conv * 288));
    }

    /** Parseval: the singular values of the map on an n x n image have n^2 times the kernel's sum of squares. */
    @Test
    void aConvolutionAsALinearMapKeepsTheNorm() throws Exception {
        Path model = new TestModels().heavyTailed("conv.weight", 4, 4, 3, 3, 3).write(folder.resolve("c.safetensors"));
        SpectralMetrics whole = metrics(
                analyze(model, with(MetricsMode.COMPAT, Extra.CONV2D_FFT)).getFirst());
        SpectralMetrics slices =
                metrics(analyze(model, with(MetricsMode.CORRECTED)).getFirst());
        assertThat(whole.esd().size()).isEqualTo(3 * 32 * 32);
        double expected = 2 * slices.norms().norm() * 32 * 32;
        assertThat(whole.norms().norm()).isCloseTo(expected, within(1e-10 * expected));
    }

    @Test
    void anInverseThatIsInfiniteIsAReason() throws Exception {
        float[] diagonal = new float[20 * 20];
        for (int i = 1; i < 20; i++) {
            diagonal[21 * i] = i;
        }
        Path model = new TestModels().tensor("a.weight", diagonal, 20, 20).write(folder.resolve("d.safetensors"));
        LayerReport compat =
                analyze(model, with(MetricsMode.COMPAT, Extra.INVERSE)).getFirst();
        assertThat(compat.reason()).contains("an eigenvalue is 0");
        SpectralMetrics corrected = metrics(
                analyze(model, with(MetricsMode.CORRECTED, Extra.INVERSE)).getFirst());
        assertThat(corrected.esd().size()).isEqualTo(19);
        assertThat(corrected.esd().lambdaMax()).isCloseTo(1, within(1e-12));
    }
}
