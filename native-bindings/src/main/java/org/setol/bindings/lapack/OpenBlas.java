package org.setol.bindings.lapack;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.openblas.global.openblas_full;
import org.setol.spectra.backend.BackendStatus;

/**
 * The OpenBLAS that JavaCPP unpacks from its jar. Loaded at the first question, once per process: about 0.3 s, or 1.2 s
 * when the JavaCPP cache ({@code ~/.javacpp/cache}) is empty, as the library is 60 MB unpacked.
 *
 * <p>JavaCPP's limits on native memory ({@code org.bytedeco.javacpp.maxBytes}) are left alone: matrices and workspaces
 * come from arenas, which they do not count.
 */
final class OpenBlas {

    private static final Pattern MAX_THREADS = Pattern.compile("MAX_THREADS=(\\d+)");
    private static final Pattern VERSION = Pattern.compile("OpenBLAS (\\S+)");

    private OpenBlas() {}

    /** Whether it can be used; loads it when first called. */
    static BackendStatus status() {
        return Holder.STATUS;
    }

    /** @throws IllegalStateException when it cannot be used */
    static void requireAvailable() {
        if (status() instanceof BackendStatus.Unavailable unavailable) {
            throw new IllegalStateException(unavailable.reason() + "; " + unavailable.remedy());
        }
    }

    private static final class Holder {
        static final BackendStatus STATUS = load();
    }

    // A missing class or a library that the loader rejects is an Error to the JVM, and a status to the user.
    private static BackendStatus load() {
        try {
            return NativeJars.problem().<BackendStatus>map(problem -> problem).orElseGet(OpenBlas::describe);
        } catch (NoClassDefFoundError e) {
            return new BackendStatus.Unavailable(
                    BackendStatus.Cause.ABSENT,
                    "class " + e.getMessage() + " is not on the class path",
                    "add the jars org.bytedeco:javacpp and org.bytedeco:openblas");
        } catch (LinkageError e) {
            return broken(e);
        }
    }

    private static BackendStatus describe() {
        String config = openblas_full.openblas_get_config().getString();
        openblas_full.openblas_set_num_threads(1); // BlasThreads raises it for a call, and only there
        return new BackendStatus.Available(
                "OpenBLAS",
                find(VERSION, config).orElse(config),
                openblas_full.openblas_get_corename().getString(),
                maxThreads(config));
    }

    /** Processors of this machine that this process may use. OpenBLAS minds its affinity, the JVM a container's quota too. */
    static int cores() {
        return Math.clamp(
                openblas_full.openblas_get_num_procs(), 1, Runtime.getRuntime().availableProcessors());
    }

    private static int maxThreads(String config) {
        if (openblas_full.openblas_get_parallel() == 0) {
            return 1;
        }
        return find(MAX_THREADS, config)
                .map(Integer::parseInt)
                .map(most -> Math.min(most, cores()))
                .orElse(cores());
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static BackendStatus.Unavailable broken(LinkageError error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new BackendStatus.Unavailable(
                BackendStatus.Cause.BROKEN,
                "the native library does not load: " + root.getMessage(),
                "check that " + System.getProperty("org.bytedeco.javacpp.cachedir", "~/.javacpp/cache")
                        + " is writable and allows execution (or name another folder with"
                        + " -Dorg.bytedeco.javacpp.cachedir), and that the C library is glibc");
    }
}
