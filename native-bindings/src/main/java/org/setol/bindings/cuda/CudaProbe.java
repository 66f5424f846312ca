package org.setol.bindings.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.setol.spectra.backend.BackendStatus;
import org.setol.spectra.backend.BackendStatus.Cause;

/**
 * Finds the CUDA libraries and every function in them that this package calls, with the JDK's own means: JavaCPP binds
 * lazily, so a function that is missing would end the process at its first call. What is found stays loaded, and the
 * linker gives it to JavaCPP's glue, which asks for the same names.
 */
@SuppressWarnings("restricted") // which --enable-native-access allows, as JavaCPP needs it too
final class CudaProbe {

    private static final String FOLDER_HINT =
            "or name their folder with " + CudaFolders.VARIABLE + " or -D" + CudaFolders.PROPERTY;

    private final List<Path> named;
    private final Map<String, String> environment;
    private final Predicate<Path> exists;

    CudaProbe(List<Path> named, Map<String, String> environment, Predicate<Path> exists) {
        this.named = named;
        this.environment = environment;
        this.exists = exists;
    }

    /** Of this process's environment. */
    static CudaProbe ofProcess() {
        Map<String, String> environment = System.getenv();
        return new CudaProbe(CudaFolders.named(environment), environment, Files::exists);
    }

    /** What was found. */
    sealed interface Finding {

        /** All libraries are loaded and complete. */
        record Complete(Path folder) implements Finding {}

        /** Something is not as it must be. */
        record Problem(BackendStatus.Unavailable status) implements Finding {}
    }

    /** Cheap where there is no device: two files are looked for, and nothing is loaded. */
    Finding find() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return problem(Cause.NO_DEVICE, "CUDA backends run on Linux only", "use another backend");
        }
        if (named.isEmpty() && !hasDevice()) {
            return problem(
                    Cause.NO_DEVICE,
                    "no NVIDIA device: neither /dev/nvidiactl nor WSL's driver is there",
                    "use another backend, or a machine with a device and its driver");
        }
        return findLibraries(named.isEmpty() ? CudaFolders.all(environment) : named);
    }

    /** WSL has a device file for GPUs of all makers; only NVIDIA's bring this library. */
    private boolean hasDevice() {
        return exists.test(Path.of("/dev/nvidiactl"))
                || (exists.test(Path.of("/dev/dxg")) && exists.test(Path.of("/usr/lib/wsl/lib/libcuda.so.1")));
    }

    private Finding findLibraries(List<Path> given) {
        List<Path> folders = solverFirst(given);
        Map<CudaLibrary, Path> files = new EnumMap<>(CudaLibrary.class);
        for (CudaLibrary library : CudaLibrary.values()) {
            Optional<Path> file = fileOf(library, folders);
            if (file.isPresent()) {
                files.put(library, file.get());
            } else if (!(named.isEmpty() || library == CudaLibrary.DRIVER) || !isKnownToLinker(library)) {
                return missing(library, folders);
            }
        }
        for (CudaLibrary library : CudaLibrary.values()) {
            Optional<Finding> problem = load(library, Optional.ofNullable(files.get(library)));
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        Path solver = files.get(CudaLibrary.SOLVER);
        Path folder = solver == null ? null : solver.getParent();
        return new Finding.Complete(folder == null ? Path.of("") : folder);
    }

    /** A folder with the solver before others: libraries of one release belong together, and a toolkit may lack the solver. */
    private static List<Path> solverFirst(List<Path> folders) {
        return folders.stream()
                .sorted(Comparator.comparing(
                        folder -> !Files.isRegularFile(folder.resolve(CudaLibrary.SOLVER.fileName()))))
                .toList();
    }

    private static Optional<Path> fileOf(CudaLibrary library, List<Path> folders) {
        return folders.stream()
                .map(folder -> folder.resolve(library.fileName()))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Asks the linker's own cache, which knows folders that we do not. */
    private static boolean isKnownToLinker(CudaLibrary library) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(library.fileName(), arena);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Loads one for good and looks for its functions; empty when all are there. */
    private static Optional<Finding> load(CudaLibrary library, Optional<Path> file) {
        SymbolLookup symbols;
        try {
            symbols = file.isPresent()
                    ? SymbolLookup.libraryLookup(file.get(), Arena.global())
                    : SymbolLookup.libraryLookup(library.fileName(), Arena.global());
        } catch (IllegalArgumentException e) {
            return Optional.of(problem(
                    Cause.BROKEN,
                    file.map(Path::toString).orElse(library.fileName()) + " does not load: " + linkerMessage(file, e),
                    "install CUDA " + CudaLibrary.CUDA + " anew, " + FOLDER_HINT));
        }
        return library.symbols().stream()
                .filter(symbol -> symbols.find(symbol).isEmpty())
                .findFirst()
                .map(symbol -> problem(
                        Cause.INCOMPATIBLE,
                        file.map(Path::toString).orElse(library.fileName()) + " has no function " + symbol,
                        "install a complete CUDA " + CudaLibrary.CUDA + ", " + FOLDER_HINT));
    }

    /** {@link SymbolLookup} keeps the linker's words to itself; {@link System#load} tells them. */
    private static String linkerMessage(Optional<Path> file, IllegalArgumentException otherwise) {
        try {
            file.map(Path::toAbsolutePath).map(Path::toString).ifPresent(System::load);
        } catch (UnsatisfiedLinkError e) {
            return String.valueOf(e.getMessage());
        }
        return String.valueOf(otherwise.getMessage());
    }

    private static Finding missing(CudaLibrary library, List<Path> folders) {
        if (library == CudaLibrary.DRIVER) {
            return problem(
                    Cause.ABSENT,
                    "no NVIDIA driver: " + library.fileName() + " is not found",
                    "install the driver for CUDA " + CudaLibrary.CUDA + " or later");
        }
        Optional<Path> other = otherRelease(library, folders);
        return other.isPresent()
                ? problem(
                        Cause.INCOMPATIBLE,
                        "found " + other.get() + ", needed is " + library.fileName() + " of CUDA " + CudaLibrary.CUDA,
                        "install CUDA " + CudaLibrary.CUDA + ", " + FOLDER_HINT)
                : problem(
                        Cause.ABSENT,
                        library.fileName() + " is in none of " + folders.size() + " folders",
                        "install CUDA " + CudaLibrary.CUDA + " (cudart, cublas, cusparse, cusolver), " + FOLDER_HINT);
    }

    private static Optional<Path> otherRelease(CudaLibrary library, List<Path> folders) {
        return folders.stream()
                .flatMap(folder -> Stream.iterate(library.major() - 1, major -> major > 9, major -> major - 1)
                        .map(major -> folder.resolve(library.stem() + major)))
                .filter(Files::exists)
                .findFirst();
    }

    private static Finding problem(Cause cause, String reason, String remedy) {
        return new Finding.Problem(new BackendStatus.Unavailable(cause, reason, remedy));
    }
}
