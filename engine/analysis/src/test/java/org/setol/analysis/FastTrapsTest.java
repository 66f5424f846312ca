package org.setol.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.ModelReport;
import org.setol.analysis.write.ReportFormat;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.Randomised;
import org.setol.spectra.metrics.Trap;

/** Traps without whole spectra, against those with them, on whole runs. */
final class FastTrapsTest {

    private static final AnalysisOptions FULL = AnalysisOptions.defaults()
            .withMetrics(MetricsOptions.BASE.withMode(MetricsMode.CORRECTED).with(Extra.RANDOMIZE));
    private static final AnalysisOptions FAST = FULL.withMetrics(FULL.metrics().with(Extra.TRAPS_FAST));

    @TempDir
    private Path folder;

    private Path model() throws Exception {
        float[] constant = new float[40 * 30];
        Arrays.fill(constant, 0.25f);
        TestModels models = new TestModels()
                .tensor("zero.weight", new float[30 * 20], 30, 20)
                .tensor("constant.weight", constant, 40, 30);
        for (int i = 0; i < 4; i++) {
            models.heavyTailed("layer" + i + ".weight", i, 60 + 30 * i, 130 - 20 * i);
        }
        return models.heavyTailed("conv.weight", 9, 24, 16, 3, 3).write(folder.resolve("m.safetensors"));
    }

    private static ModelReport analyze(AnalysisOptions options, Path model) throws Exception {
        try (Setol setol = Setol.open(options)) {
            return setol.analyze(model);
        }
    }

    private static List<Randomised> randomised(ModelReport report) {
        return report.layers().stream()
                .map(layer -> ((Measured) layer.outcome())
                        .metrics()
                        .find(Randomised.class)
                        .orElseThrow())
                .toList();
    }

    @Test
    void everyLayerHasTheSameTrapsAndTheSameLargestEigenvalue() throws Exception {
        Path model = model();
        List<Randomised> full = randomised(analyze(FULL, model));
        List<Randomised> fast = randomised(analyze(FAST, model));
        assertThat(fast).hasSameSizeAs(full);
        assertThat(full.stream().mapToInt(r -> r.traps().size()).sum()).isGreaterThan(5);
        for (int k = 0; k < full.size(); k++) {
            assertSame(fast.get(k), full.get(k));
        }
    }

    /** To rounding of the larger eigenvalues, N 2^-52 with N at most 150, and of their conversion to singular values. */
    private static void assertSame(Randomised fast, Randomised full) {
        double tolerance = 1e-12 * full.maxEigenvalue();
        assertThat(fast.maxEigenvalue()).isCloseTo(full.maxEigenvalue(), within(tolerance));
        assertThat(fast.maxDistance()).isCloseTo(full.maxDistance(), within(tolerance));
        assertThat(fast.traps()).hasSameSizeAs(full.traps());
        for (int t = 0; t < full.traps().size(); t++) {
            Trap trap = fast.traps().get(t);
            assertThat(trap.eigenvalue()).isCloseTo(full.traps().get(t).eigenvalue(), within(tolerance));
            assertThat(trap.edge()).isCloseTo(full.traps().get(t).edge(), within(tolerance));
        }
    }

    @Test
    void theRowSaysWhatIsMissingAndHowItIsKnownThatNoTrapIs() throws Exception {
        StringBuilder json = new StringBuilder();
        ReportFormat.JSON.write(List.of(analyze(FAST, model())), false, json);
        assertThat(json.toString())
                .contains("\"traps_fast\": true", "\"rand_distance\": null", "\"rand_sigma_mp\": null")
                .contains("\"reason\": \"permuted: traps fast computes no whole spectrum")
                .containsPattern(
                        "\"traps_certificate\": \"Cholesky \\((java|lapack)\\): \\d+ factorisations?, \\d+ Lanczos")
                .contains("\"traps_certificate\": \"all weights are zero\"");
    }

    @Test
    void threadsAndMemoryChangeNothing() throws Exception {
        Path model = model();
        List<Randomised> one = randomised(analyze(FAST.withThreads(1), model));
        assertThat(randomised(analyze(FAST.withThreads(4).withMemoryBytes(ProcessMemory.BYTES + (4 << 20)), model)))
                .isEqualTo(one);
        List<Randomised> java = randomised(analyze(FAST.withBackend("java"), model));
        for (int k = 0; k < one.size(); k++) {
            assertSame(java.get(k), one.get(k));
        }
    }

    @Test
    void compatHasNoEdgeWithoutTheWholeSpectrum() throws Exception {
        Path model = model();
        AnalysisOptions compat = FAST.withMetrics(FAST.metrics().withMode(MetricsMode.COMPAT));
        assertThatThrownBy(() -> analyze(compat, model)).hasMessageContaining("corrected mode");
    }
}
