package org.setol.bindings.cuda;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.BatchBackend;
import org.setol.spectra.backend.FrobeniusNorm;
import org.setol.spectra.backend.SelfCheck;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumFailure;
import org.setol.spectra.backend.SpectrumOutcome;
import org.setol.spectra.backend.SpectrumRequest;
import org.setol.spectra.backend.SpectrumResult;
import org.setol.spectra.backend.WeightScan;
import org.setol.spectra.matrix.Matrix;
import org.setol.spectra.matrix.Precision;

/**
 * Makes a {@link DeviceTable}: each backend on squares of growing size, until one takes long. Backends whose result does not
 * hold have no entry from that size on, and so are not chosen there. Nor have those for which the device had no memory, or failed at
 * the time; with more memory, or at another time, they might: such a table is for this process only.
 *
 * @param device whether it can still be used
 * @param backends of the device, and the processor's for comparison
 * @param sizes ascending
 * @param most seconds for a run after which no larger size is tried
 */
record DeviceMeasurement(
        Supplier<BackendStatus> device, List<SpectrumBackend> backends, List<Integer> sizes, double most) {

    private static final long SEED = 42;
    private static final double NANO = 1e-9;

    /** The first run of a size loads kernels and makes room on the device. */
    private static final int RUNS = 3;

    /**
     * What was measured.
     *
     * @param lasting whether it would be the same in another process
     */
    record Measured(DeviceTable table, boolean lasting) {}

    /** Empty when the device was given up on the way. */
    Optional<Measured> measure() {
        List<DeviceTable.Entry> entries = new ArrayList<>();
        boolean lasting = true;
        for (Precision precision : Precision.values()) {
            Set<String> slow = new HashSet<>();
            for (int size : sizes) {
                for (SpectrumBackend backend : backends) {
                    if (!slow.contains(backend.name())) {
                        lasting &= add(backend, precision, size, entries, slow);
                    }
                    if (device.get() instanceof BackendStatus.Unavailable) {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.of(new Measured(new DeviceTable(entries), lasting));
    }

    /** False when the device had a part in there being no entry. */
    private boolean add(
            SpectrumBackend backend, Precision precision, int size, List<DeviceTable.Entry> entries, Set<String> slow) {
        SpectrumRequest request = new SpectrumRequest(size, size, precision, 1);
        if (!(backend.status() instanceof BackendStatus.Available) || !backend.accepts(request)) {
            return true;
        }
        double best = Double.POSITIVE_INFINITY;
        int count = backend instanceof BatchBackend ? DeviceTable.BATCH : 1;
        try (Arena arena = Arena.ofConfined()) {
            Matrix original = random(arena, size, precision);
            List<Matrix> matrices = Stream.generate(() -> Matrix.allocate(arena, size, size, precision))
                    .limit(count)
                    .toList();
            for (int run = 0; run < RUNS && !slow.contains(backend.name()); run++) {
                matrices.forEach(matrix -> matrix.segment().copyFrom(original.segment()));
                long start = System.nanoTime();
                List<SpectrumOutcome> outcomes = outcomes(backend, matrices, request);
                double seconds = (System.nanoTime() - start) * NANO / count;
                if (!outcomes.stream().allMatch(outcome -> holds(outcome, request, original))) {
                    slow.add(backend.name());
                    return outcomes.stream().noneMatch(DeviceMeasurement::isOfTheDevice);
                }
                best = Math.min(best, seconds);
                if (seconds * count > most) {
                    slow.add(backend.name());
                }
            }
        }
        entries.add(new DeviceTable.Entry(backend.name(), precision, size, best, count > 1));
        return true;
    }

    private static boolean isOfTheDevice(SpectrumOutcome outcome) {
        return outcome instanceof SpectrumFailure failure
                && (failure.reason() == SpectrumFailure.Reason.OUT_OF_DEVICE_MEMORY
                        || failure.reason() == SpectrumFailure.Reason.DEVICE_FAILED);
    }

    private static List<SpectrumOutcome> outcomes(
            SpectrumBackend backend, List<Matrix> matrices, SpectrumRequest request) {
        return backend instanceof BatchBackend batch
                ? batch.singularValues(matrices, request)
                : List.of(backend.singularValues(matrices.getFirst(), request));
    }

    private static boolean holds(SpectrumOutcome outcome, SpectrumRequest request, Matrix original) {
        return outcome instanceof SpectrumResult result
                && WeightScan.of(original) instanceof FrobeniusNorm norm
                && SelfCheck.verify(result.singularValues(), request, norm) instanceof SelfCheck.Verdict.Passed;
    }

    private static Matrix random(Arena arena, int size, Precision precision) {
        SplittableRandom random = new SplittableRandom(SEED);
        Matrix matrix = Matrix.allocate(arena, size, size, precision);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix.set(i, j, random.nextDouble(-1, 1));
            }
        }
        return matrix;
    }
}
