package org.setol.bindings.cuda;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.setol.bindings.lapack.LapackGramBackend;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.DeviceChoice;
import org.setol.spectra.backend.SpectrumBackend;
import org.setol.spectra.backend.SpectrumRequest;

/**
 * Chooses among the CUDA backends by a table that is measured at the first use of a device, and kept in the user's cache
 * folder under the names of device, driver and libraries: another of these is measured anew.
 */
public final class CudaChoice implements DeviceChoice {

    /** System property: the folder of the tables. */
    static final String PROPERTY = "setol.cache";

    private static final List<Integer> SIZES = List.of(256, 512, 1024, 2048, 4096);

    /** Beyond, the ranking does not change any more, and users wait. */
    private static final double MOST_SECONDS = 0.25;

    private final Supplier<CudaEngine> engines;
    private final List<Integer> sizes;
    private @Nullable DeviceTable table;

    public CudaChoice() {
        this(CudaEngine.SHARED, SIZES);
    }

    CudaChoice(Supplier<CudaEngine> engines, List<Integer> sizes) {
        this.engines = engines;
        this.sizes = List.copyOf(sizes);
    }

    @Override
    public BackendStatus status() {
        return engines.get().status();
    }

    @Override
    public Optional<SpectrumBackend> fastest(SpectrumRequest request, int alike) {
        if (!(status() instanceof BackendStatus.Available available)) {
            return Optional.empty();
        }
        return table(available)
                .flatMap(measured -> measured.fastest(request.precision(), request.rank(), alike))
                .flatMap(name -> backends()
                        .filter(backend -> backend.name().equals(name))
                        .findFirst())
                .filter(backend -> backend.accepts(request));
    }

    private Stream<SpectrumBackend> backends() {
        return Stream.of(
                new CudaGramBackend(engines),
                new CudaGesvdBackend(engines),
                new CudaGesvdjBackend(engines),
                new CudaGesvdpBackend(engines),
                new CudaSyevBatchedBackend(engines));
    }

    private synchronized Optional<DeviceTable> table(BackendStatus.Available available) {
        if (table == null) {
            Path file = folder().resolve(fileName(available));
            table = DeviceTable.read(file).or(() -> measured(file)).orElse(null);
        }
        return Optional.ofNullable(table);
    }

    /** Empty, and nothing kept, when the device was given up meanwhile: what was measured until then may be wrong too. */
    private Optional<DeviceTable> measured(Path file) {
        List<SpectrumBackend> all =
                Stream.concat(candidates(), Stream.of(new LapackGramBackend())).toList();
        Optional<DeviceMeasurement.Measured> fresh =
                new DeviceMeasurement(this::status, all, sizes, MOST_SECONDS).measure();
        fresh.filter(DeviceMeasurement.Measured::lasting)
                .ifPresent(measured -> measured.table().write(file));
        return fresh.map(DeviceMeasurement.Measured::table);
    }

    /**
     * All but {@code cuda-gesvdp}: on the one device on which it has run it ended all use of CUDA by its process, and what was
     * repaired since has not run on any (benchmarks/NOTES.md, entry 23). A trial that goes wrong costs a run its device.
     */
    private Stream<SpectrumBackend> candidates() {
        return backends().filter(backend -> !(backend instanceof CudaGesvdpBackend));
    }

    /** {@code nvidia-h100-80gb-hbm3-sm-90-79-1-gib-12-0-9-cuda-13-1-driver-13-0.properties}. */
    static String fileName(BackendStatus.Available available) {
        String names = available.core() + " " + available.version();
        return names.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".properties";
    }

    private static Path folder() {
        String named = System.getProperty(PROPERTY, "");
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path root = cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return named.isBlank() ? root.resolve("setol") : Path.of(named);
    }
}
