package org.setol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.setol.spectra.fit.TailOutcome;
import org.setol.spectra.fit.TruncatedFit;

/** A benchmark that no test calls may rot unseen: every method that JMH knows is called by some test. */
final class BenchmarkCoverageTest {

    private static final Path TESTS = Path.of("src/test/java/org/setol/benchmarks");

    private static String allTests() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(TESTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void everyBenchmarkIsCalledByATest() throws Exception {
        String tests = allTests();
        List<String> methods = BenchmarkList.defaultList().getAll(null, List.of()).stream()
                .map(entry -> entry.getUsername())
                .distinct()
                .toList();
        assertThat(methods).hasSizeGreaterThan(20);
        assertThat(methods).allSatisfy(method -> {
            int name = method.lastIndexOf('.');
            String type = method.substring(method.lastIndexOf('.', name - 1) + 1, name);
            assertThat(tests).contains("new " + type + "()").contains(method.substring(name) + "(");
        });
    }

    @Test
    void tailFitsOfAllKindsFindSomething() {
        TailFitBenchmark benchmark = new TailFitBenchmark();
        TailFitBenchmark.Spectrum spectrum = new TailFitBenchmark.Spectrum();
        spectrum.n = 60;
        spectrum.prepare();
        TailOutcome truncated = benchmark.truncated(spectrum);
        assertThat(truncated).isInstanceOf(TruncatedFit.class);
        assertThat(benchmark.alternatives(spectrum)).isNotNull();
        assertThat(benchmark.stability(spectrum)).isNotNull();
        assertThat(benchmark.goodnessOfFit(spectrum).p()).isBetween(0.0, 1.0);
        assertThat(benchmark.interval(spectrum).alphaLow())
                .isLessThan(benchmark.interval(spectrum).alphaHigh());
    }

    @Test
    void bulkFitsAgreeWithTheDefinitionOfADensity() {
        BulkFitBenchmark benchmark = new BulkFitBenchmark();
        benchmark.n = 60;
        benchmark.prepare();
        assertThat(benchmark.fit()).isNotNull();
        assertThat(benchmark.triangularDensity()).hasSameSizeAs(benchmark.direct());
        assertThat(Arrays.stream(benchmark.gaussianDensity()).min().orElseThrow())
                .isNotNegative();
    }

    @Test
    void aShuffleGivesTheMatrixBack() {
        ShuffleBenchmark benchmark = new ShuffleBenchmark();
        benchmark.rows = 5;
        benchmark.prepare();
        assertThat(benchmark.permute().rows()).isEqualTo(5);
        benchmark.close();
    }
}
