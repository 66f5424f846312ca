package org.setol.spectra.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.setol.spectra.kernels.ChaseKernels;
import org.setol.spectra.matrix.Precision;

final class BackendSelectorTest {

    private static final SpectrumRequest DOUBLE = new SpectrumRequest(4, 3, Precision.FLOAT64, 1);
    private static final SpectrumRequest SINGLE = new SpectrumRequest(4, 3, Precision.FLOAT32, 2);
    private static final BackendStatus.Unavailable BROKEN =
            new BackendStatus.Unavailable(BackendStatus.Cause.BROKEN, "libm is missing", "install it");

    private final StubBackend gesdd = StubBackend.returning(BackendNames.LAPACK_GESDD);
    private final StubBackend gesvd = StubBackend.returning(BackendNames.LAPACK_GESVD);
    private final StubBackend gram = StubBackend.returning(BackendNames.LAPACK_GRAM);
    private final StubBackend other = StubBackend.returning("other");
    private final BackendSelector selector = new BackendSelector(
            new BackendRegistry(List.of(other, gesdd, gesvd, gram, StubBackend.returning(BackendNames.JAVA))));

    @Test
    void theFastRouteBeginsWithTheGramMatrix() {
        assertThat(labels(BackendChoice.Auto.FAST, Accuracy.FAST, DOUBLE))
                .containsExactly("lapack-gram float64", "lapack-gesdd float64", "lapack-gesvd float64", "java float64");
    }

    @Test
    void theReferenceRouteHasNoGramMatrix() {
        assertThat(labels(BackendChoice.Auto.REFERENCE, Accuracy.SMALL_VALUES_CERTAIN, DOUBLE))
                .containsExactly("lapack-gesdd float64", "lapack-gesvd float64", "java float64");
    }

    @Test
    void certainSmallValuesOfAFloat32RequestAreSoughtInFloat64() {
        assertThat(labels(BackendChoice.Auto.FAST, Accuracy.SMALL_VALUES_CERTAIN, SINGLE))
                .containsExactly(
                        "lapack-gram float32",
                        "lapack-gram float64",
                        "lapack-gesdd float64",
                        "lapack-gesvd float64",
                        "java float64");
    }

    @Test
    void afterADeviceThatIsForcedComesTheProcessor() {
        other.onDevice();
        assertThat(labels(new BackendChoice.Forced("other"), Accuracy.FAST, DOUBLE))
                .containsExactly(
                        "other float64",
                        "lapack-gram float64",
                        "lapack-gesdd float64",
                        "lapack-gesvd float64",
                        "java float64");
        Route route = selector.route(new BackendChoice.Forced("other"), Accuracy.FAST, DOUBLE);
        assertThat(route.deviceLanes()).isEqualTo(1);
        assertThat(route.onProcessor().deviceLanes()).isZero();
        assertThat(route.onProcessor().attempts()).hasSize(4);
    }

    @Test
    void theFastRouteBeginsOnADeviceWhereThatIsFasterAndTheReferenceRouteNever() {
        BackendSelector withDevice = new BackendSelector(new BackendRegistry(
                List.of(other.onDevice(), gesdd, gesvd, gram), List.of(new FasterInFloat32(other))));
        assertThat(withDevice
                        .route(BackendChoice.Auto.FAST, Accuracy.FAST, SINGLE)
                        .attempts())
                .first()
                .returns("other float32", Route.Attempt::label);
        assertThat(withDevice
                        .route(BackendChoice.Auto.FAST, Accuracy.FAST, DOUBLE)
                        .attempts())
                .first()
                .returns("lapack-gram float64", Route.Attempt::label);
        assertThat(withDevice
                        .route(BackendChoice.Auto.REFERENCE, Accuracy.FAST, SINGLE)
                        .attempts())
                .first()
                .returns("lapack-gesdd float32", Route.Attempt::label);
    }

    private record FasterInFloat32(SpectrumBackend backend) implements DeviceChoice {

        @Override
        public BackendStatus status() {
            return backend.status();
        }

        @Override
        public Optional<SpectrumBackend> fastest(SpectrumRequest request, int alike) {
            return request.precision() == Precision.FLOAT32 ? Optional.of(backend) : Optional.empty();
        }
    }

    @Test
    void largeMatricesAreBidiagonalisedInTwoStagesWhereVectorsRun() {
        BackendSelector withBand = new BackendSelector(
                new BackendRegistry(List.of(gesdd, gram, StubBackend.returning(BackendNames.LAPACK_BAND))));
        int least = BackendSelector.LEAST_BAND_SIDE;
        assertThat(labels(withBand, new SpectrumRequest(least, 2 * least, Precision.FLOAT64, 1)))
                .containsExactlyElementsOf(
                        ChaseKernels.vectorised()
                                ? List.of("lapack-gram float64", "lapack-band float64", "lapack-gesdd float64")
                                : List.of("lapack-gram float64", "lapack-gesdd float64"));
        assertThat(labels(withBand, new SpectrumRequest(least - 1, 2 * least, Precision.FLOAT64, 1)))
                .containsExactly("lapack-gram float64", "lapack-gesdd float64");
    }

    private static List<String> labels(BackendSelector selector, SpectrumRequest request) {
        return selector.route(BackendChoice.Auto.FAST, Accuracy.FAST, request).attempts().stream()
                .map(Route.Attempt::label)
                .toList();
    }

    @Test
    void ofDevicesThoseThatAreThereAndUnusableAreTold() {
        BackendStatus.Unavailable none =
                new BackendStatus.Unavailable(BackendStatus.Cause.NO_DEVICE, "none", "buy one");
        BackendStatus.Unavailable absent =
                new BackendStatus.Unavailable(BackendStatus.Cause.ABSENT, "no library", "install it");
        StubBackend one = StubBackend.returning("one").unavailable(BROKEN);
        StubBackend two = StubBackend.returning("two").unavailable(none);
        StubBackend three = StubBackend.returning("three").unavailable(absent);
        BackendRegistry registry = new BackendRegistry(
                List.of(),
                Stream.of(one, two, three, other)
                        .<DeviceChoice>map(FasterInFloat32::new)
                        .toList());
        assertThat(registry.unusableDevices()).containsExactly(BROKEN, absent);
    }

    @Test
    void unavailableAndRefusingBackendsAreLeftOutOfAutomaticRoutes() {
        gram.unavailable(BROKEN);
        gesvd.refusing();
        assertThat(labels(BackendChoice.Auto.FAST, Accuracy.FAST, DOUBLE))
                .containsExactly("lapack-gesdd float64", "java float64");
    }

    @Test
    void aForcedBackendRunsAlone() {
        assertThat(labels(new BackendChoice.Forced("other"), Accuracy.SMALL_VALUES_CERTAIN, SINGLE))
                .containsExactly("other float32");
    }

    @Test
    void aForcedGesddKeepsLapacksSecondTry() {
        assertThat(labels(new BackendChoice.Forced("lapack-gesdd"), Accuracy.FAST, DOUBLE))
                .containsExactly("lapack-gesdd float64", "lapack-gesvd float64");
    }

    @Test
    void aForcedBackendThatIsUnavailableIsAnErrorWithItsReason() {
        gram.unavailable(BROKEN);
        assertThatExceptionOfType(BackendUnavailableException.class)
                .isThrownBy(() -> selector.route(new BackendChoice.Forced("lapack-gram"), Accuracy.FAST, DOUBLE))
                .withMessageContaining("libm is missing")
                .satisfies(e -> assertThat(e.status()).isEqualTo(BROKEN))
                .satisfies(e -> assertThat(e.backend()).isEqualTo("lapack-gram"));
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        assertThatThrownBy(() -> selector.route(new BackendChoice.Forced("mkl"), Accuracy.FAST, DOUBLE))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("java, lapack-gesdd, lapack-gesvd, lapack-gram, other");
    }

    @Test
    void aRoutesPeakIsThatOfItsLargestAttempt() {
        Route route = selector.route(BackendChoice.Auto.FAST, Accuracy.SMALL_VALUES_CERTAIN, SINGLE);
        assertThat(route.peakBytes()).isEqualTo(4 * 3 * 8 + 1000);
    }

    @Test
    void twoBackendsOfOneNameAreAMistakeInTheClassPath() {
        assertThatThrownBy(() -> new BackendRegistry(List.of(new JavaBackend(), new JavaBackend())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java");
    }

    @Test
    void theBuiltInBackendIsAlwaysRegistered() {
        assertThat(BackendRegistry.load().require("java")).isInstanceOf(JavaBackend.class);
    }

    private List<String> labels(BackendChoice choice, Accuracy accuracy, SpectrumRequest request) {
        return selector.route(choice, accuracy, request).attempts().stream()
                .map(Route.Attempt::label)
                .toList();
    }
}
