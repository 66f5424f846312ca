package org.setol.spectra.backend;

import static org.setol.spectra.backend.BackendNames.JAVA;
import static org.setol.spectra.backend.BackendNames.LAPACK_GESDD;
import static org.setol.spectra.backend.BackendNames.LAPACK_GRAM;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.setol.spectra.backend.VectorRoute.Attempt;
import org.setol.spectra.matrix.Precision;

/**
 * The backends on the class path that compute vectors, and which of them a matrix is given to.
 *
 * <table>
 * <caption>Routes, without the backends that are unavailable or refuse the request</caption>
 * <tr><td>reference</td><td>lapack-gesdd, java</td></tr>
 * <tr><td>fast</td><td>lapack-gram, lapack-gesdd, java</td></tr>
 * <tr><td>forced</td><td>that backend alone</td></tr>
 * </table>
 *
 * <p>As with values (see {@link BackendSelector}), a float32 route on which small values must be certain is its first
 * attempt, followed by the float64 route.
 */
public final class VectorBackends {

    private static final List<String> REFERENCE = List.of(LAPACK_GESDD, JAVA);
    private static final List<String> FAST = List.of(LAPACK_GRAM, LAPACK_GESDD, JAVA);

    private final List<VectorBackend> backends;

    public VectorBackends(List<VectorBackend> backends) {
        this.backends = List.copyOf(backends);
    }

    /** Those that {@link ServiceLoader} finds, in its order, and last the built-in {@link JavaVectors}. */
    public static VectorBackends load() {
        List<VectorBackend> found = new ArrayList<>();
        ServiceLoader.load(VectorBackend.class).forEach(found::add);
        found.add(new JavaVectors());
        return new VectorBackends(found);
    }

    /**
     * The route for one matrix; empty when no backend takes it, which {@link VectorDriver} reports.
     *
     * @throws BackendUnavailableException when a forced backend computes no vectors or cannot run here
     */
    public VectorRoute route(BackendChoice choice, Accuracy accuracy, SpectrumRequest request) {
        List<Attempt> attempts = switch (choice) {
            case BackendChoice.Forced forced -> attempts(Stream.of(require(forced.name())), request);
            case BackendChoice.Auto auto -> automatic(auto, accuracy, request);
        };
        return new VectorRoute(attempts, accuracy);
    }

    private List<Attempt> automatic(BackendChoice.Auto auto, Accuracy accuracy, SpectrumRequest request) {
        List<Attempt> asked = automatic(auto, request);
        if (accuracy == Accuracy.FAST || request.precision() == Precision.FLOAT64) {
            return asked;
        }
        SpectrumRequest wider =
                new SpectrumRequest(request.rows(), request.cols(), Precision.FLOAT64, request.threads());
        return Stream.concat(asked.stream().limit(1), automatic(auto, wider).stream())
                .toList();
    }

    private List<Attempt> automatic(BackendChoice.Auto auto, SpectrumRequest request) {
        List<String> names = switch (auto) {
            case REFERENCE -> REFERENCE;
            case FAST -> FAST;
        };
        Stream<VectorBackend> available =
                names.stream().flatMap(this::named).filter(b -> b.status() instanceof BackendStatus.Available);
        return attempts(available, request);
    }

    private static List<Attempt> attempts(Stream<VectorBackend> backends, SpectrumRequest request) {
        return backends.filter(backend -> backend.accepts(request))
                .map(backend -> new Attempt(backend, request))
                .toList();
    }

    private Stream<VectorBackend> named(String name) {
        return backends.stream().filter(backend -> backend.name().equals(name)).limit(1);
    }

    private VectorBackend require(String name) {
        VectorBackend backend =
                named(name).findFirst().orElseThrow(() -> new BackendUnavailableException(name, withoutVectors()));
        if (backend.status() instanceof BackendStatus.Unavailable unavailable) {
            throw new BackendUnavailableException(name, unavailable);
        }
        return backend;
    }

    private BackendStatus.Unavailable withoutVectors() {
        return new BackendStatus.Unavailable(
                BackendStatus.Cause.ABSENT,
                "no backend of this name computes singular vectors",
                "choose one of "
                        + backends.stream().map(VectorBackend::name).sorted().collect(Collectors.joining(", ")));
    }
}
