package org.setol.bindings.lapack;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.setol.spectra.backend.BackendStatus;

/**
 * Looks for the jars that hold the native libraries, before anything is loaded: afterwards a missing jar and a faulty
 * library look alike.
 */
final class NativeJars {

    /** A jar by its Maven name and the library in it without which nothing works. */
    private record Library(String artifact, String folder, String name) {

        boolean existsFor(String platform) {
            String prefix = platform.startsWith("windows") ? "" : "lib";
            String suffix = platform.startsWith("windows") ? ".dll" : platform.startsWith("macosx") ? ".dylib" : ".so";
            String path = folder + "/" + platform + "/" + prefix + name + suffix;
            return NativeJars.class.getClassLoader().getResource(path) != null;
        }
    }

    private static final List<Library> NEEDED = List.of(
            new Library("org.bytedeco:javacpp", "org/bytedeco/javacpp", "jnijavacpp"),
            new Library("org.bytedeco:openblas", "org/bytedeco/openblas", "jniopenblas_full"));

    /** Platforms for which the jars are published. */
    private static final List<String> PLATFORMS =
            List.of("linux-x86_64", "linux-arm64", "macosx-arm64", "macosx-x86_64", "windows-x86_64", "linux-ppc64le");

    private NativeJars() {}

    /** What is missing for this platform, if anything. */
    static Optional<BackendStatus.Unavailable> problem() {
        String platform = Loader.getPlatform();
        return NEEDED.stream()
                .filter(library -> !library.existsFor(platform))
                .findFirst()
                .map(library -> missing(library, platform));
    }

    private static BackendStatus.Unavailable missing(Library library, String platform) {
        List<String> others = PLATFORMS.stream().filter(library::existsFor).toList();
        String remedy = "add the jar " + library.artifact() + " with classifier " + platform;
        return others.isEmpty()
                ? new BackendStatus.Unavailable(
                        BackendStatus.Cause.ABSENT,
                        "no native library of " + library.artifact() + " on the class path",
                        remedy)
                : new BackendStatus.Unavailable(
                        BackendStatus.Cause.INCOMPATIBLE,
                        "the native library of " + library.artifact() + " is for " + String.join(", ", others)
                                + ", this machine is " + platform,
                        remedy);
    }
}
