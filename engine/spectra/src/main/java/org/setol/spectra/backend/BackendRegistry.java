package org.setol.spectra.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** All backends on the class path, by name. Knowing one does not load its library. */
public final class BackendRegistry {

    private final Map<String, SpectrumBackend> byName;
    private final List<DeviceChoice> devices;

    /** @throws IllegalArgumentException when two have the same name */
    public BackendRegistry(List<SpectrumBackend> backends) {
        this(backends, List.of());
    }

    /**
     * With devices whose backends the fast route asks first.
     *
     * @throws IllegalArgumentException when two backends have the same name
     */
    public BackendRegistry(List<SpectrumBackend> backends, List<DeviceChoice> devices) {
        this.devices = List.copyOf(devices);
        byName = new LinkedHashMap<>();
        for (SpectrumBackend backend : backends) {
            SpectrumBackend other = byName.putIfAbsent(backend.name(), backend);
            if (other != null) {
                throw new IllegalArgumentException("two backends are called " + backend.name() + ": "
                        + other.getClass().getName() + " and "
                        + backend.getClass().getName());
            }
        }
    }

    /** Those that {@link ServiceLoader} finds, in its order, and last the built-in {@link JavaBackend}. */
    public static BackendRegistry load() {
        List<SpectrumBackend> found = new ArrayList<>();
        ServiceLoader.load(SpectrumBackend.class).forEach(found::add);
        found.add(new JavaBackend());
        List<DeviceChoice> devices = new ArrayList<>();
        ServiceLoader.load(DeviceChoice.class).forEach(devices::add);
        return new BackendRegistry(found, devices);
    }

    /** The backend on a device that is faster than the processor for such a matrix. Loads the device's library. */
    Optional<SpectrumBackend> fastestOnDevice(SpectrumRequest request, int alike) {
        return devices.stream()
                .map(device -> device.fastest(request, alike))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Devices that are there and cannot be used: their libraries are missing, incompatible or broken, or they were given up. */
    public List<BackendStatus.Unavailable> unusableDevices() {
        return devices.stream()
                .map(DeviceChoice::status)
                .filter(BackendStatus.Unavailable.class::isInstance)
                .map(BackendStatus.Unavailable.class::cast)
                .filter(status -> status.cause() != BackendStatus.Cause.NO_DEVICE)
                .toList();
    }

    public List<SpectrumBackend> all() {
        return List.copyOf(byName.values());
    }

    public Optional<SpectrumBackend> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The backend of that name if this machine can run it. Loads its library. */
    Optional<SpectrumBackend> findAvailable(String name) {
        return find(name).filter(backend -> backend.status() instanceof BackendStatus.Available);
    }

    /**
     * The backend of that name.
     *
     * @throws BackendUnavailableException when there is none, or this machine cannot run it
     */
    public SpectrumBackend require(String name) {
        SpectrumBackend backend = find(name).orElseThrow(() -> new BackendUnavailableException(name, unknown()));
        if (backend.status() instanceof BackendStatus.Unavailable unavailable) {
            throw new BackendUnavailableException(name, unavailable);
        }
        return backend;
    }

    private BackendStatus.Unavailable unknown() {
        return new BackendStatus.Unavailable(
                BackendStatus.Cause.ABSENT,
                "no backend on the class path has this name",
                "choose one of " + byName.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
}
