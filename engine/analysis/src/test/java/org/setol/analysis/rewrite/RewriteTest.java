package org.setol.analysis.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.analysis.AnalysisOptions;
import org.setol.analysis.ProcessMemory;
import org.setol.analysis.Progress;
import org.setol.analysis.Setol;
import org.setol.analysis.report.LayerChange.Changed;
import org.setol.analysis.report.LayerChange.Unchanged;
import org.setol.analysis.report.LayerOutcome.Measured;
import org.setol.analysis.report.LayerReport;
import org.setol.analysis.report.RewriteReport;
import org.setol.models.ModelException;
import org.setol.models.ModelFile;
import org.setol.models.Models;
import org.setol.models.Tensor;
import org.setol.models.TensorSpec;
import org.setol.models.layers.LayerFilter;
import org.setol.models.output.OutputException;
import org.setol.models.safetensors.SafetensorsWriter;
import org.setol.spectra.directions.KeepRule;
import org.setol.spectra.directions.Share;
import org.setol.spectra.directions.SpectralRule;
import org.setol.spectra.directions.TopCount;
import org.setol.spectra.matrix.ElementType;
import org.setol.spectra.metrics.DetX;
import org.setol.spectra.metrics.Extra;
import org.setol.spectra.metrics.MetricsMode;
import org.setol.spectra.metrics.MetricsOptions;
import org.setol.spectra.metrics.Randomised;

/** Models written anew, with the built-in backend, and then analysed like any other. */
final class RewriteTest {

    /** The bar: kept singular values to 1e-6, so eigenvalues to twice that. */
    private static final double KEPT = 2e-6;

    /** Place of an element that is a trap. */
    private static final int TRAP = 1234;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"4,true", "12,true", "-1,false", "-7,false"})
    void keptValuesAreThoseOfTheModelAndTheRestIsRounding(int k, boolean keepTop) throws Exception {
        Path model = model("m.safetensors", ElementType.FLOAT32);
        RewriteReport report = rewrite(model, target(), Rewriting.smooth(new TopCount(k), MetricsMode.CORRECTED));

        assertThat(report.changed()).isEqualTo(3);
        List<LayerReport> before = analyze(model, AnalysisOptions.defaults());
        List<LayerReport> after = analyze(target(), AnalysisOptions.defaults());
        for (int layer = 0; layer < 3; layer++) {
            double[] was = eigenvalues(before.get(layer));
            double[] is = eigenvalues(after.get(layer));
            int n = was.length;
            double[] kept = keepTop ? Arrays.copyOfRange(was, n - k, n) : Arrays.copyOfRange(was, 0, n + k);
            Arrays.sort(is);
            double[] found = Arrays.copyOfRange(is, n - kept.length, n);
            for (int i = 0; i < kept.length; i++) {
                assertThat(found[i]).isCloseTo(kept[i], within(KEPT * kept[i]));
            }
            // Rounding moves a singular value by at most 2^-25 of the Frobenius norm; its square is what is left.
            double norm = Arrays.stream(was).sum();
            assertThat(is[n - kept.length - 1]).isLessThan(0x1p-50 * norm);
        }
    }

    @Test
    void allElseIsByteForByteWhatItWas() throws Exception {
        Path model = model("m.safetensors", ElementType.FLOAT32);
        rewrite(
                AnalysisOptions.defaults(),
                model,
                target(),
                Rewriting.smooth(new TopCount(3), MetricsMode.COMPAT),
                StoredAs.KEEP,
                "!wide");
        try (ModelFile old = Models.open(model);
                ModelFile young = Models.open(target())) {
            assertThat(young.contents().metadata()).isEqualTo(old.contents().metadata());
            for (int i = 0; i < old.contents().tensors().size(); i++) {
                Tensor was = old.contents().tensors().get(i);
                Tensor is = young.contents().tensors().get(i);
                assertThat(TensorSpec.of(is)).isEqualTo(TensorSpec.of(was));
                boolean same = was.data().mismatch(is.data()) == -1;
                assertThat(same)
                        .as(was.name())
                        .isEqualTo(!List.of("tall.weight", "conv.weight").contains(was.name()));
            }
        }
    }

    @Test
    void equalRunsGiveEqualFilesWhateverTheThreads() throws Exception {
        Path model = model("m.safetensors", ElementType.FLOAT32);
        Rewriting rule = Rewriting.smooth(SpectralRule.DETX, MetricsMode.COMPAT);
        rewrite(AnalysisOptions.defaults().withThreads(1), model, target(), rule, StoredAs.KEEP, "*");
        Path again = folder.resolve("again.safetensors");
        rewrite(AnalysisOptions.defaults().withThreads(3), model, again, rule, StoredAs.KEEP, "*");
        assertThat(again).hasSameBinaryContentAs(target());
    }

    @ParameterizedTest
    @EnumSource(MetricsMode.class)
    void aTailHasTheSizeThatAnalyzeReports(MetricsMode mode) throws Exception {
        Path model = model("m.safetensors", ElementType.FLOAT32);
        AnalysisOptions options = AnalysisOptions.defaults()
                .withMetrics(MetricsOptions.BASE.withMode(mode).with(Extra.DET_X));
        List<LayerReport> layers = analyze(model, options);
        for (SpectralRule rule : List.of(SpectralRule.DETX, SpectralRule.PL)) {
            RewriteReport report =
                    rewrite(options, model, target(), Rewriting.smooth(rule, mode), StoredAs.KEEP, "!conv");
            for (int layer = 0; layer < 2; layer++) {
                Measured measured = (Measured) layers.get(layer).outcome();
                int tail = rule == SpectralRule.PL
                        ? measured.metrics().tail().spikes()
                        : measured.metrics().find(DetX.class).orElseThrow().tail();
                assertThat(((Changed) report.layers().get(layer)).kept()).isEqualTo(tail);
            }
        }
    }

    /** 10 of 36 pooled directions: two for each of nine matrices in compat, exactly ten by size otherwise. */
    @Test
    void matricesOfAConvolutionShare() throws Exception {
        Path model = model("m.safetensors", ElementType.FLOAT32);
        KeepRule ten = new TopCount(10);
        assertThat(kept(rewrite(model, target(), Rewriting.smooth(ten, MetricsMode.COMPAT))))
                .isEqualTo(18);
        assertThat(kept(rewrite(model, target(), Rewriting.smooth(ten, MetricsMode.CORRECTED))))
                .isEqualTo(10);
        assertThat(rewrite(model, target(), Rewriting.smooth(new TopCount(-4), MetricsMode.COMPAT))
                        .layers()
                        .get(2))
                .isInstanceOfSatisfying(
                        Unchanged.class, change -> assertThat(change.reason()).contains("shared among 9 matrices"));
    }

    private static long kept(RewriteReport report) {
        return ((Changed) report.layers().get(2)).kept();
    }

    @Test
    void truncationKeepsTheEffectiveCorrelationSpace() throws Exception {
        Path model = model("m.safetensors", ElementType.FLOAT32);
        RewriteReport report = rewrite(model, target(), Rewriting.truncate(SpectralRule.ERG));
        assertThat(report.command()).isEqualTo("truncate");
        AnalysisOptions corrected = AnalysisOptions.defaults()
                .withMetrics(MetricsOptions.BASE.withMode(MetricsMode.CORRECTED).with(Extra.DET_X));
        for (LayerReport layer : analyze(model, corrected)) {
            int tail = ((Measured) layer.outcome())
                    .metrics()
                    .find(DetX.class)
                    .orElseThrow()
                    .tail();
            Changed change = (Changed) report.layers().get(layer.layer().layerId());
            assertThat(change.kept()).isEqualTo(tail);
            assertThat(change.normAfter()).isLessThan(change.normBefore());
        }
    }

    /**
     * A learned direction of strength 120, which a permutation turns into noise of variance 120^2 / 4000 = 3.6, and one
     * element of 100, which stays a singular value of 100 in any permutation; noise of variance 4.6 ends near
     * 2.1 (sqrt 80 + sqrt 50) = 34.
     */
    private static float[] learnedAndTrapped() {
        float[] weights = noise(3, 80 * 50);
        float[] left = noise(8, 80);
        float[] right = noise(9, 50);
        for (int k = 0; k < weights.length; k++) {
            weights[k] += (float) (120 / Math.sqrt(4000) * Math.signum(left[k / 50]) * Math.signum(right[k % 50]));
        }
        weights[TRAP] = 100;
        return weights;
    }

    @ParameterizedTest
    @EnumSource(MetricsMode.class)
    void sharpeningRemovesTrapsAndNothingElse(MetricsMode mode) throws Exception {
        float[] weights = learnedAndTrapped();
        Path model = folder.resolve("m.safetensors");
        write(
                model,
                Map.of(),
                floats("trapped.weight", weights, 80, 50),
                floats("clean.weight", noise(4, 4000), 50, 80));
        AnalysisOptions options = AnalysisOptions.defaults()
                .withMetrics(MetricsOptions.BASE.withMode(mode).withSeed(5).with(Extra.RANDOMIZE));
        assertThat(traps(model, options)).isOne();

        RewriteReport report = rewrite(options, model, target(), new Rewriting.Sharpen(false), StoredAs.KEEP, "*");

        assertThat(((Changed) report.layers().getFirst()).kept()).isEqualTo(49);
        assertThat(((Unchanged) report.layers().getLast()).reason()).isEqualTo("no correlation trap");
        assertThat(traps(target(), options)).isZero();
        try (ModelFile written = Models.open(target())) {
            float[] is = written.contents().tensors().getFirst().data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
            assertThat(Math.abs(is[TRAP])).isLessThan(15);
        }
        double largest = eigenvalues(analyze(target(), options).getFirst())[49];
        assertThat(Math.sqrt(largest)).as("the learned direction").isGreaterThan(110);
    }

    private long traps(Path model, AnalysisOptions options) throws Exception {
        return ((Measured) analyze(model, options).getFirst().outcome())
                .metrics()
                .find(Randomised.class)
                .orElseThrow()
                .traps()
                .size();
    }

    /** What WeightWatcher's code does: as many directions go, but the weights' own largest. */
    @Test
    void sharpeningFromTheWeightsDropsTheirLargest() throws Exception {
        Path model = folder.resolve("m.safetensors");
        write(model, Map.of(), floats("w.weight", learnedAndTrapped(), 80, 50));
        AnalysisOptions options =
                AnalysisOptions.defaults().withMetrics(MetricsOptions.BASE.withMode(MetricsMode.CORRECTED));

        RewriteReport report = rewrite(options, model, target(), new Rewriting.Sharpen(true), StoredAs.KEEP, "*");

        assertThat(((Changed) report.layers().getFirst()).kept()).isEqualTo(49);
        double[] was = eigenvalues(analyze(model, options).getFirst());
        double[] is = eigenvalues(analyze(target(), options).getFirst());
        assertThat(Math.sqrt(was[49])).isGreaterThan(110);
        assertThat(is[49]).isCloseTo(was[48], within(KEPT * was[48]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fc.onnx", "fc.pt", "fc.npz"})
    void otherFormatsBecomeSafetensors(String name) throws Exception {
        Path model = resource(name);
        rewrite(model, target(), Rewriting.smooth(new Share(50), MetricsMode.COMPAT));
        double[] was = eigenvalues(analyze(model, AnalysisOptions.defaults()).getFirst());
        double[] is = eigenvalues(analyze(target(), AnalysisOptions.defaults()).getFirst());
        for (int i = 0; i < 12; i++) {
            assertThat(is[i]).isCloseTo(i < 6 ? 0 : was[i], within(i < 6 ? 1e-12 : KEPT * was[i]));
        }
        try (ModelFile old = Models.open(model);
                ModelFile young = Models.open(target())) {
            assertThat(young.contents().format()).isEqualTo("safetensors");
            assertThat(young.contents().tensors())
                    .extracting(TensorSpec::of)
                    .containsExactlyElementsOf(old.contents().tensors().stream()
                            .map(TensorSpec::of)
                            .toList());
            assertThat(young.contents()
                            .tensors()
                            .get(1)
                            .data()
                            .mismatch(old.contents().tensors().get(1).data()))
                    .isEqualTo(-1);
            assertThat(young.contents().metadata()).isEqualTo(name.equals("fc.pt") ? Map.of("format", "pt") : Map.of());
        }
    }

    /** bfloat16 has 8 bits: elements are off by up to 2^-9, values by that of the Frobenius norm at most; float32 is not. */
    @Test
    void narrowTypesStayOrAreWidened() throws Exception {
        Path model = model("m.safetensors", ElementType.BFLOAT16);
        Rewriting rule = Rewriting.smooth(new TopCount(5), MetricsMode.CORRECTED);
        RewriteReport same = rewrite(model, target(), rule);
        Changed narrow = (Changed) same.layers().getFirst();
        assertThat(narrow.storedAs()).isEqualTo("BF16");
        assertThat(narrow.rounding()).isBetween(0x1p-12, 0x1p-9);

        rewrite(AnalysisOptions.defaults(), model, target(), rule, StoredAs.FLOAT32, "*");
        double[] was = eigenvalues(analyze(model, AnalysisOptions.defaults()).getFirst());
        double[] is = eigenvalues(analyze(target(), AnalysisOptions.defaults()).getFirst());
        for (int i = was.length - 5; i < was.length; i++) {
            assertThat(is[i]).isCloseTo(was[i], within(KEPT * was[i]));
        }
        try (ModelFile written = Models.open(target())) {
            assertThat(written.contents().tensors())
                    .extracting(Tensor::elementType)
                    .containsExactly(
                            ElementType.FLOAT32, ElementType.BFLOAT16, ElementType.FLOAT32, ElementType.FLOAT32);
        }
    }

    @Test
    void layersThatCannotBeChangedStayAndSayWhy() throws Exception {
        float[] broken = noise(1, 400);
        broken[7] = Float.NaN;
        Path model = folder.resolve("m.safetensors");
        write(
                model,
                Map.of(),
                floats("broken.weight", broken, 20, 20),
                floats("zero.weight", new float[400], 20, 20),
                new Stored(
                        new TensorSpec("eight.weight", ElementType.FLOAT8_E4M3, new long[] {20, 20}),
                        MemorySegment.ofArray(new byte[400])),
                floats("large.weight", noise(2, 1 << 16), 256, 256));
        Rewriting rule = Rewriting.smooth(SpectralRule.DETX, MetricsMode.COMPAT);
        RewriteReport report = rewrite(
                AnalysisOptions.defaults().withMemoryBytes(ProcessMemory.BYTES + 100_000),
                model,
                target(),
                rule,
                StoredAs.KEEP,
                "*");
        assertThat(report.layers())
                .extracting(change -> ((Unchanged) change).reason())
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("NaN"),
                        reason -> assertThat(reason).contains("zeros"),
                        reason -> assertThat(reason).contains("F8_E4M3", "--dtype float32"),
                        reason -> assertThat(reason).contains("--memory"));
        try (ModelFile old = Models.open(model);
                ModelFile young = Models.open(target())) {
            for (int i = 0; i < 4; i++) {
                assertThat(young.contents()
                                .tensors()
                                .get(i)
                                .data()
                                .mismatch(old.contents().tensors().get(i).data()))
                        .isEqualTo(-1);
            }
        }
    }

    /** In float16 the largest number is 65504: a rank-one part of these weights, all below, has a larger element. */
    @Test
    void whatTheTypeCannotHoldIsNotStored() throws Exception {
        MemorySegment halves = MemorySegment.ofArray(new byte[2 * 144]);
        SplittableRandom random = new SplittableRandom(6);
        for (int k = 0; k < 144; k++) {
            float value = k < 12 || k % 12 == 0 ? 65000 : (float) random.nextDouble(-60000, 65000);
            halves.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, k, Float.floatToFloat16(k == 0 ? 40000 : value));
        }
        Path model = folder.resolve("m.safetensors");
        write(
                model,
                Map.of(),
                new Stored(new TensorSpec("h.weight", ElementType.FLOAT16, new long[] {12, 12}), halves));
        Rewriting one = Rewriting.smooth(new TopCount(1), MetricsMode.COMPAT);
        assertThat(((Unchanged) rewrite(model, target(), one).layers().getFirst()).reason())
                .contains("beyond F16's range");
        assertThat(rewrite(AnalysisOptions.defaults(), model, target(), one, StoredAs.FLOAT32, "*")
                        .changed())
                .isOne();
    }

    @Test
    void aModelIsNeverItsOwnOutput() throws Exception {
        Path model = model("m.safetensors", ElementType.FLOAT32);
        byte[] before = Files.readAllBytes(model);
        Path link = Files.createSymbolicLink(folder.resolve("link.safetensors"), model);
        Path hard = Files.createLink(folder.resolve("hard.safetensors"), model);
        Rewriting rule = Rewriting.smooth(new TopCount(1), MetricsMode.COMPAT);
        for (Path output : List.of(model, link, hard)) {
            assertThatThrownBy(() -> rewrite(model, output, rule))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContaining("is a file of the model itself");
        }
        assertThat(model).hasBinaryContent(before);
    }

    @Test
    void aShardIsAFileOfItsModelToo() throws Exception {
        Path shards = Files.createDirectory(folder.resolve("model"));
        Path first = shards.resolve("a.safetensors");
        write(first, Map.of(), floats("a.weight", noise(1, 400), 20, 20));
        write(shards.resolve("b.safetensors"), Map.of(), floats("b.weight", noise(2, 400), 20, 20));
        Rewriting rule = Rewriting.smooth(new TopCount(1), MetricsMode.COMPAT);
        assertThatThrownBy(() -> rewrite(shards, first, rule)).hasMessageContaining("is a file of the model itself");
    }

    @Test
    void aFolderBecomesAFolderWithAllThatBelongsToIt() throws Exception {
        Path source = Files.createDirectory(folder.resolve("model"));
        write(source.resolve("model.safetensors"), Map.of("format", "pt"), floats("a.weight", noise(1, 400), 20, 20));
        Files.writeString(source.resolve("config.json"), "{}");
        Path output = folder.resolve("smooth-2.5");
        rewrite(source, output, Rewriting.smooth(new TopCount(4), MetricsMode.COMPAT));
        assertThat(output.toFile().list()).containsExactlyInAnyOrder("model.safetensors", "config.json");
        assertThat(eigenvalues(analyze(output, AnalysisOptions.defaults()).getFirst())[15])
                .isLessThan(1e-9);
        assertThatThrownBy(() -> rewrite(source, output, Rewriting.truncate(SpectralRule.PL)))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("is not an empty folder");
        assertThatThrownBy(() -> rewrite(source, folder.resolve("x.onnx"), Rewriting.truncate(SpectralRule.PL)))
                .hasMessageContaining("written as safetensors");
    }

    @Test
    void whatSafetensorsLacksIsNotLeftOut() throws Exception {
        byte[] header =
                "{'descr': '<c16', 'fortran_order': False, 'shape': (2,), }".getBytes(StandardCharsets.US_ASCII);
        byte[] npy = new byte[10 + header.length + 32];
        System.arraycopy(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0}, 0, npy, 0, 10);
        System.arraycopy(header, 0, npy, 10, header.length);
        Path model = Files.write(folder.resolve("c.npy"), npy);
        assertThatThrownBy(() -> rewrite(model, target(), Rewriting.truncate(SpectralRule.PL)))
                .isInstanceOf(ModelException.Unsupported.class)
                .hasMessageContaining("C128");
        assertThat(target()).doesNotExist();
    }

    private Path target() {
        return folder.resolve("out.safetensors");
    }

    private static RewriteReport rewrite(Path model, Path target, Rewriting rewriting) throws Exception {
        return rewrite(AnalysisOptions.defaults(), model, target, rewriting, StoredAs.KEEP, "*");
    }

    private static RewriteReport rewrite(
            AnalysisOptions options, Path model, Path target, Rewriting rewriting, StoredAs storage, String layers)
            throws Exception {
        AnalysisOptions chosen = options.withRules(options.rules().withFilter(LayerFilter.parse(List.of(layers))));
        try (Setol setol = Setol.open(chosen)) {
            return setol.rewrite(model, target, rewriting, storage, Progress.SILENT);
        }
    }

    private static List<LayerReport> analyze(Path model, AnalysisOptions options) throws Exception {
        try (Setol setol = Setol.open(options)) {
            return setol.analyze(model).layers();
        }
    }

    private static double[] eigenvalues(LayerReport layer) {
        return ((Measured) layer.outcome()).metrics().esd().eigenvalues().clone();
    }

    private Path resource(String name) throws IOException {
        try (InputStream in = RewriteTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no resource " + name);
            }
            return Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    private record Stored(TensorSpec spec, MemorySegment bytes) {}

    /** A tall matrix, a bias, a wide matrix and a 3 x 3 convolution of 6 x 4 channels. */
    private Path model(String name, ElementType type) throws IOException {
        Path path = folder.resolve(name);
        write(
                path,
                Map.of("format", "pt", "note", "kept"),
                stored(type, "tall.weight", heavyTailed(1, 30 * 20), 30, 20),
                stored(type, "tall.bias", noise(2, 30), 30),
                stored(type, "wide.weight", heavyTailed(3, 20 * 40), 20, 40),
                stored(type, "conv.weight", heavyTailed(4, 6 * 4 * 9), 6, 4, 3, 3));
        return path;
    }

    private static Stored stored(ElementType type, String name, float[] values, long... shape) {
        if (type == ElementType.FLOAT32) {
            return floats(name, values, shape);
        }
        short[] upper = new short[values.length];
        for (int k = 0; k < values.length; k++) {
            upper[k] = (short) (Float.floatToRawIntBits(values[k]) >>> 16);
        }
        return new Stored(new TensorSpec(name, ElementType.BFLOAT16, shape), MemorySegment.ofArray(upper));
    }

    private static Stored floats(String name, float[] values, long... shape) {
        return new Stored(new TensorSpec(name, ElementType.FLOAT32, shape), MemorySegment.ofArray(values));
    }

    private static void write(Path path, Map<String, String> metadata, Stored... tensors) throws IOException {
        List<TensorSpec> specs = Arrays.stream(tensors).map(Stored::spec).toList();
        try (SafetensorsWriter writer = SafetensorsWriter.open(path, specs, metadata)) {
            for (Stored tensor : tensors) {
                writer.write(tensor.bytes());
            }
            writer.commit();
        }
    }

    private static float[] noise(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int k = 0; k < count; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] heavyTailed(long seed, int count) {
        float[] values = noise(seed, count);
        for (int k = 0; k < count; k++) {
            values[k] = values[k] * values[k] * values[k];
        }
        return values;
    }
}
