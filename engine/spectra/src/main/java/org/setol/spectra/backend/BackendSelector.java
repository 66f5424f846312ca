package org.setol.spectra.backend;

import static org.setol.spectra.backend.BackendNames.JAVA;
import static org.setol.spectra.backend.BackendNames.LAPACK_BAND;
import static org.setol.spectra.backend.BackendNames.LAPACK_GESDD;
import static org.setol.spectra.backend.BackendNames.LAPACK_GESVD;
import static org.setol.spectra.backend.BackendNames.LAPACK_GRAM;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.setol.spectra.backend.Route.Attempt;
import org.setol.spectra.kernels.ChaseKernels;
import org.setol.spectra.matrix.Precision;

/**
 * Which backends a matrix is given to.
 *
 * <table>
 * <caption>Routes, without the backends that are unavailable or refuse the request</caption>
 * <tr><td>reference</td><td>lapack-gesdd, lapack-gesvd, java</td></tr>
 * <tr><td>fast</td><td>the backend of a device where measurements say that it is faster, lapack-gram, lapack-band where matrices are
 * large, lapack-gesdd, lapack-gesvd, java</td></tr>
 * <tr><td>forced</td><td>that backend alone; after lapack-gesdd, lapack-gesvd: LAPACK's own second try; after one on a
 * device, which may be full or wrong, the fast route</td></tr>
 * </table>
 *
 * <p>In float32 no route can tell a singular value of 1e-9 from 0. So when small values must be certain, an automatic
 * float32 route is its first attempt, followed by the whole float64 route: the float64 Gram matrix costs less than a
 * float32 gesdd and resolves far more.
 */
public final class BackendSelector {

    private static final List<String> REFERENCE = List.of(LAPACK_GESDD, LAPACK_GESVD, JAVA);
    private static final List<String> FAST = List.of(LAPACK_GRAM, LAPACK_BAND, LAPACK_GESDD, LAPACK_GESVD, JAVA);

    /**
     * From this shorter side on two stages are taken instead of gesdd: from 512 on they take less time in float64, but their kernels
     * are compiled in the first half second, which a 2048 wins back and a 1024 does not (benchmarks/NOTES.md, entry 40).
     */
    static final int LEAST_BAND_SIDE = 2048;

    private final BackendRegistry registry;

    public BackendSelector(BackendRegistry registry) {
        this.registry = registry;
    }

    /**
     * The route for one matrix; empty when no backend takes it, which {@link SpectrumDriver} reports.
     *
     * @throws BackendUnavailableException when a forced backend is unknown or cannot run here
     */
    public Route route(BackendChoice choice, Accuracy accuracy, SpectrumRequest request) {
        return route(choice, accuracy, request, 1);
    }

    /**
     * The route for each of {@code alike} equal matrices, which a device may compute together.
     *
     * @throws BackendUnavailableException when a forced backend is unknown or cannot run here
     */
    public Route route(BackendChoice choice, Accuracy accuracy, SpectrumRequest request, int alike) {
        List<Attempt> attempts = switch (choice) {
            case BackendChoice.Forced forced -> forced(forced.name(), request);
            case BackendChoice.Auto auto -> automatic(auto, accuracy, request, alike);
        };
        return new Route(attempts, accuracy);
    }

    private List<Attempt> forced(String name, SpectrumRequest request) {
        SpectrumBackend first = registry.require(name);
        return attempts(Stream.concat(Stream.of(first), after(first)), request);
    }

    private Stream<SpectrumBackend> after(SpectrumBackend forced) {
        if (forced.device() != Device.CPU) {
            return FAST.stream().map(registry::findAvailable).flatMap(Optional::stream);
        }
        return forced.name().equals(LAPACK_GESDD) ? registry.findAvailable(LAPACK_GESVD).stream() : Stream.empty();
    }

    private List<Attempt> automatic(BackendChoice.Auto auto, Accuracy accuracy, SpectrumRequest request, int alike) {
        List<Attempt> asked = automatic(auto, request, alike);
        if (accuracy == Accuracy.FAST || request.precision() == Precision.FLOAT64) {
            return asked;
        }
        SpectrumRequest wider =
                new SpectrumRequest(request.rows(), request.cols(), Precision.FLOAT64, request.threads());
        return Stream.concat(asked.stream().limit(1), automatic(auto, wider, alike).stream())
                .toList();
    }

    private List<Attempt> automatic(BackendChoice.Auto auto, SpectrumRequest request, int alike) {
        List<String> names = switch (auto) {
            case REFERENCE -> REFERENCE;
            case FAST -> FAST;
        };
        Stream<SpectrumBackend> device =
                auto == BackendChoice.Auto.FAST ? registry.fastestOnDevice(request, alike).stream() : Stream.empty();
        Stream<SpectrumBackend> processor = names.stream()
                .filter(name -> !name.equals(LAPACK_BAND) || isBandWorthWhile(request))
                .map(registry::findAvailable)
                .flatMap(Optional::stream);
        return attempts(Stream.concat(device, processor), request);
    }

    private static boolean isBandWorthWhile(SpectrumRequest request) {
        return request.rank() >= LEAST_BAND_SIDE && ChaseKernels.vectorised();
    }

    private static List<Attempt> attempts(Stream<SpectrumBackend> backends, SpectrumRequest request) {
        return backends.filter(backend -> backend.accepts(request))
                .map(backend -> new Attempt(backend, request))
                .toList();
    }
}
