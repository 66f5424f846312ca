package org.setol.bindings.cuda;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cusolver;
import org.bytedeco.javacpp.Loader;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.BackendStatus.Available;
import org.setol.spectra.backend.BackendStatus.Cause;
import org.setol.spectra.backend.BackendStatus.Unavailable;

/**
 * The CUDA of this machine: found, or the reason why not. Looked for at the first question, once per process; where there
 * is no device that costs two file look-ups.
 *
 * @param status for the user
 * @param devices empty unless it is available
 */
record Cuda(BackendStatus status, List<CudaDevice> devices) {

    /** cuSOLVER's {@code libraryPropertyType}: major, minor, patch. */
    private static final int PROPERTIES = 3;

    private static final Path DRIVER_FILE = Path.of("/proc/driver/nvidia/version");

    private static final Pattern DRIVER_NUMBER = Pattern.compile("\\b\\d{3,}\\.\\d+(\\.\\d+)?\\b");

    Cuda {
        devices = List.copyOf(devices);
    }

    /** Of this process. */
    static Cuda shared() {
        return Holder.CUDA;
    }

    private static final class Holder {
        static final Cuda CUDA = open(CudaProbe.ofProcess());
    }

    static Cuda open(CudaProbe probe) {
        CudaProbe.Finding finding = probe.find();
        // Not a switch: its bootstrap would take milliseconds at each start without a device.
        if (finding instanceof CudaProbe.Finding.Problem problem) {
            return new Cuda(problem.status(), List.of());
        }
        return load(((CudaProbe.Finding.Complete) finding).folder());
    }

    // A missing class or a library that the loader rejects is an Error to the JVM, and a status to the user.
    private static Cuda load(Path folder) {
        try {
            return describe(folder);
        } catch (NoClassDefFoundError e) {
            return unavailable(
                    Cause.ABSENT,
                    "class " + e.getMessage() + " is not on the class path",
                    "add the jars org.bytedeco:cuda, with and without classifier linux-x86_64");
        } catch (LinkageError e) {
            return unavailable(
                    Cause.BROKEN,
                    "JavaCPP's CUDA library does not load: " + rootMessage(e),
                    "add the jar org.bytedeco:cuda with the classifier of this machine, and check that"
                            + " ~/.javacpp/cache is writable");
        }
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static Cuda describe(Path folder) {
        int[] driver = new int[1];
        int[] runtime = new int[1];
        int[] count = new int[1];
        cudart.cudaDriverGetVersion(driver);
        cudart.cudaRuntimeGetVersion(runtime);
        int code = cudart.cudaGetDeviceCount(count);
        if (code == cudart.cudaErrorInsufficientDriver) {
            return unavailable(
                    Cause.INCOMPATIBLE,
                    "the driver knows CUDA " + release(driver[0]) + ", the libraries in " + folder + " are of CUDA "
                            + release(runtime[0]),
                    "update the driver to one for CUDA " + CudaLibrary.CUDA + " or later");
        }
        if (code == cudart.cudaErrorNoDevice || (code == cudart.cudaSuccess && count[0] == 0)) {
            return unavailable(
                    Cause.NO_DEVICE,
                    "the driver finds no device",
                    "check nvidia-smi and CUDA_VISIBLE_DEVICES, or use another backend");
        }
        if (code != cudart.cudaSuccess) {
            return unavailable(
                    Cause.BROKEN,
                    CudaCalls.message(code, "cudaGetDeviceCount"),
                    "check that nvidia-smi works and that this process may use the device");
        }
        return available(count[0], driver[0], runtime[0]);
    }

    private static Cuda available(int count, int driver, int runtime) {
        List<CudaDevice> all = new ArrayList<>();
        try {
            for (int index = 0; index < count; index++) {
                all.add(device(index));
            }
            List<CudaDevice> devices =
                    all.stream().filter(CudaDevice::isSupported).toList();
            if (devices.isEmpty()) {
                return tooOld(all.getFirst());
            }
            // Loads the glue of both, so that what is wrong with them shows now.
            String version = solverVersion() + ", CUDA " + release(runtime) + ", driver " + driverRelease(driver);
            CudaCalls.blas(cublas.cublasGetProperty(0, new int[1]), "cublasGetProperty");
            String labels = labels(devices) + leftOut(count - devices.size());
            return new Cuda(new Available("cuSOLVER", version, labels, Lanes.onADevice() * devices.size()), devices);
        } catch (CudaException e) {
            return unavailable(Cause.BROKEN, String.valueOf(e.getMessage()), "check that nvidia-smi works");
        }
    }

    private static Cuda tooOld(CudaDevice device) {
        return unavailable(
                Cause.INCOMPATIBLE,
                device.label() + " has compute capability " + device.major() + "." + device.minor() + ", CUDA "
                        + CudaLibrary.CUDA + " needs " + CudaDevice.LEAST_MAJOR + "." + CudaDevice.LEAST_MINOR,
                "use another backend, or a GPU of Turing's generation or later");
    }

    private static String leftOut(int count) {
        return count == 0 ? "" : "; without " + count + " older";
    }

    private static String labels(List<CudaDevice> devices) {
        String first = devices.getFirst().label();
        return devices.size() == 1 ? first : devices.size() + " devices, first " + first;
    }

    private static CudaDevice device(int index) throws CudaException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = arena.allocate(Loader.sizeof(cudaDeviceProp.class), Long.BYTES);
            cudaDeviceProp properties = new cudaDeviceProp(CudaPointers.to(room));
            CudaCalls.runtime(cudart.cudaGetDeviceProperties(properties, index), "cudaGetDeviceProperties");
            return new CudaDevice(
                    index,
                    properties.name().getString(),
                    attribute(cudart.cudaDevAttrComputeCapabilityMajor, index),
                    attribute(cudart.cudaDevAttrComputeCapabilityMinor, index),
                    properties.totalGlobalMem());
        }
    }

    private static int attribute(int attribute, int index) throws CudaException {
        int[] value = new int[1];
        CudaCalls.runtime(cudart.cudaDeviceGetAttribute(value, attribute, index), "cudaDeviceGetAttribute");
        return value[0];
    }

    private static String solverVersion() throws CudaException {
        StringBuilder version = new StringBuilder();
        for (int property = 0; property < PROPERTIES; property++) {
            int[] value = new int[1];
            CudaCalls.solver(cusolver.cusolverGetProperty(property, value), "cusolverGetProperty");
            version.append(property == 0 ? "" : ".").append(value[0]);
        }
        return version.toString();
    }

    /** The driver's own number where the kernel tells it, else the CUDA that it knows. */
    private static String driverRelease(int driver) {
        try {
            Matcher number = DRIVER_NUMBER.matcher(Files.readString(DRIVER_FILE));
            return number.find() ? number.group() : release(driver);
        } catch (IOException e) {
            return release(driver);
        }
    }

    /** 13010 is CUDA 13.1. */
    private static String release(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }

    private static Cuda unavailable(Cause cause, String reason, String remedy) {
        return new Cuda(new Unavailable(cause, reason, remedy), List.of());
    }
}
