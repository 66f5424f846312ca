package org.setol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.FlopReference;
import org.setol.spectra.backend.Rate;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

final class BackendsTableTest {

    private static final BackendStatus AVAILABLE = new BackendStatus.Available("cuSOLVER", "12", "a GPU", 2);

    @Test
    void aBackendWhoseTrialFailsIsBrokenAndSaysWhy() throws Exception {
        String text = text(true, new Failing(AVAILABLE));
        assertThat(text).containsPattern("failing +broken +cuSOLVER +12 +a GPU +2 +- +-");
        assertThat(text).contains("failing: its trial fails: error 700; use another backend");
    }

    /** As when the one before it took the device with it. */
    @Test
    void aBackendThatIsUnavailableMeanwhileSaysWhatIsToBeDone() throws Exception {
        BackendStatus lost = new BackendStatus.Unavailable(BackendStatus.Cause.BROKEN, "given up", "start anew");
        assertThat(text(true, new Failing(lost)))
                .containsPattern("failing +broken +-")
                .contains("failing: given up; start anew");
    }

    @Test
    void withoutATrialNothingFails() throws Exception {
        assertThat(text(false, new Failing(AVAILABLE)))
                .containsPattern("failing +available")
                .doesNotContain("error 700");
    }

    @Test
    void aMultiplicationThatFailsIsBrokenToo() throws Exception {
        BackendsTable table = new BackendsTable(true);
        table.add(new FailingRate());
        assertThat(written(table))
                .containsPattern("\\(gemm\\) +broken")
                .contains("(gemm): its trial fails: error 719; use another backend");
    }

    /** It is measured first, as a backend may take its device with it. */
    @Test
    void aMultiplicationStandsBelowTheBackends() throws Exception {
        BackendsTable table = new BackendsTable(false);
        table.add(new FailingRate());
        table.add(new Failing(AVAILABLE));
        assertThat(written(table)).containsSubsequence("backend", "failing", "(gemm)");
    }

    private static String text(boolean probe, SpectrumBackend backend) throws IOException {
        BackendsTable table = new BackendsTable(probe);
        table.add(backend);
        return written(table);
    }

    private static String written(BackendsTable table) throws IOException {
        StringBuilder text = new StringBuilder();
        table.write(text);
        return text.toString();
    }

    private record FailingRate() implements FlopReference {

        @Override
        public String name() {
            return "gemm";
        }

        @Override
        public BackendStatus status() {
            return AVAILABLE;
        }

        @Override
        public Rate rate(Precision precision, int threads, Duration budget) {
            return new Rate.Failed("error 719");
        }
    }

    private record Failing(BackendStatus status) implements SpectrumBackend {

        @Override
        public String name() {
            return "failing";
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
            return new SpectrumFailure(SpectrumFailure.Reason.DEVICE_FAILED, "error 700");
        }

        @Override
        public double noiseFloor(SpectrumRequest request) {
            return 0;
        }
    }
}
