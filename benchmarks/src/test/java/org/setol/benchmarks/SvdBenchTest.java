package org.setol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.setol.analysis.bench.PlantedMatrix;
import org.setol.analysis.bench.Shape;
import org.setol.analysis.bench.SvdBench;
import org.setol.analysis.bench.SvdTiming;
import org.setol.analysis.report.Machine;
import org.setol.analysis.write.SvdTableFormat;
import org.setol.spectra.Spectrum;
import org.setol.spectra.backend.BackendRegistry;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.BackendUnavailableException;
import org.setol.spectra.backend.JavaBackend;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

final class SvdBenchTest {

    private static SvdBench bench(String... backends) {
        return new SvdBench(
                List.of(Shape.parse("24x16"), Shape.parse("12")),
                List.of(Precision.FLOAT64),
                List.of(backends),
                1,
                Duration.ofNanos(1));
    }

    @Test
    void thePlantedValueIsTheLargest() {
        try (Arena arena = Arena.ofConfined()) {
            for (Precision precision : Precision.values()) {
                PlantedMatrix matrix = PlantedMatrix.of(arena, new Shape(30, 20), precision);
                double[] values = Spectrum.of(matrix.source()).singularValues();
                // Rounding of the 600 elements alone; the decomposition is float64.
                double rounding = 30 * precision.epsilon() * matrix.planted();
                assertThat(values[19]).isCloseTo(matrix.planted(), within(rounding));
                assertThat(values[18]).isLessThan(0.75 * matrix.planted());
            }
        }
    }

    @Test
    void everyBackendHasACellForEveryShape() throws Exception {
        List<String> begun = new ArrayList<>();
        BackendRegistry registry = BackendRegistry.load();
        List<SvdTiming> timings = bench("lapack-gram", "java").run(registry, begun::add);
        assertThat(begun)
                .containsExactly(
                        "24x16 float64 lapack-gram",
                        "24x16 float64 java",
                        "12x12 float64 lapack-gram",
                        "12x12 float64 java");
        assertThat(timings).allSatisfy(timing -> {
            SvdTiming.Timed timed = (SvdTiming.Timed) timing.outcome();
            assertThat(timed.runs()).isEqualTo(1);
            assertThat(timed.best()).isPositive().isEqualTo(timed.median());
            assertThat(timed.ratio()).isEqualTo(timed.best() / timed.limit());
        });
        StringBuilder json = new StringBuilder();
        SvdTableFormat.json(timings, Machine.current(registry, List.of("lapack-gram", "java")), 1, json);
        assertThat(json.toString())
                .contains("\"backend\": \"java\"", "\"ratio\": ", "\"gemm_limit_seconds\": ")
                .containsPattern("\"libraries\": \\[[^]]*\"OpenBLAS [0-9.]+ \\w+\"");
    }

    /** One that finds values of another matrix, one that finds none: the others are timed all the same. */
    @Test
    void aBackendThatFailsHasTheReasonInItsCellsAndTheOthersAreTimed() throws Exception {
        BackendRegistry registry = new BackendRegistry(List.of(new Failing(), new JavaBackend()));
        List<SvdTiming> timings = bench("failing", "java").run(registry, cell -> {});
        assertThat(timings).hasSize(4);
        assertThat(timings.get(0).outcome()).isEqualTo(new SvdTiming.NotTimed("failing float64: status 7"));
        assertThat(timings.get(1).outcome()).isInstanceOf(SvdTiming.Timed.class);
        StringBuilder json = new StringBuilder();
        SvdTableFormat.json(timings, Machine.current(registry, List.of("failing", "java")), 1, json);
        assertThat(json.toString()).contains("\"seconds\": null", "\"reason\": \"failing float64: status 7\"");
        StringBuilder table = new StringBuilder();
        SvdTableFormat.table(timings, Machine.current(registry, List.of("failing", "java")), 1, table);
        assertThat(table.toString()).containsPattern("24x16 +float64 +failing +-.*failing float64: status 7");
    }

    private record Failing() implements SpectrumBackend {

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public BackendStatus status() {
            return new BackendStatus.Available("none", "1", "none", 1);
        }

        @Override
        public boolean accepts(SpectrumRequest request) {
            return true;
        }

        @Override
        public long workspaceBytes(SpectrumRequest request) {
            return 0;
        }

        @Override
        public SpectrumOutcome singularValues(Matrix a, SpectrumRequest request) {
            return new SpectrumFailure(SpectrumFailure.Reason.DEVICE_FAILED, "status 7");
        }

        @Override
        public double noiseFloor(SpectrumRequest request) {
            return 0;
        }
    }

    @Test
    void aBackendNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> bench("magic").run(BackendRegistry.load(), cell -> {}))
                .isInstanceOf(BackendUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "12x", "x12", "3x-1", "12 x 3", "99999999999"})
    void shapesThatAreNone(String text) {
        assertThatThrownBy(() -> Shape.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
