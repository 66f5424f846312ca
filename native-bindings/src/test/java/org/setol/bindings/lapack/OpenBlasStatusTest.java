package org.setol.bindings.lapack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.setol.spectra.backend.BackendStatus;

/** What users are told when jars are missing, of another platform, or damaged: seen in real processes. */
final class OpenBlasStatusTest {

    private static final String PLATFORM = Loader.getPlatform();

    @TempDir
    private Path folder;

    @Test
    void theInstalledLibraryTellsItsVersionCoreAndThreads() {
        assertThat(OpenBlas.status()).isInstanceOfSatisfying(BackendStatus.Available.class, available -> {
            assertThat(available.library()).isEqualTo("OpenBLAS");
            assertThat(available.version()).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(available.core()).isNotBlank();
            assertThat(available.maxThreads()).isPositive();
        });
    }

    @Test
    void withoutTheJavaJarsItIsAbsent() throws Exception {
        assertThat(statusWith(entry -> !entry.contains("openblas"), List.of()))
                .startsWith("ABSENT")
                .contains("org.bytedeco:openblas");
        assertThat(statusWith(entry -> !entry.contains("bytedeco"), List.of()))
                .startsWith("ABSENT")
                .contains("add the jars");
    }

    @Test
    void withoutTheNativeJarItIsAbsentAndTheRemedyNamesTheClassifier() throws Exception {
        assertThat(statusWith(entry -> !isNative(entry, "openblas"), List.of()))
                .startsWith("ABSENT | no native library of org.bytedeco:openblas")
                .endsWith("add the jar org.bytedeco:openblas with classifier " + PLATFORM);
        assertThat(statusWith(entry -> !isNative(entry, "javacpp"), List.of()))
                .startsWith("ABSENT | no native library of org.bytedeco:javacpp");
    }

    @Test
    void withTheNativeJarOfAnotherPlatformItIsIncompatible() throws Exception {
        String other = PLATFORM.startsWith("windows") ? "linux-x86_64" : "windows-x86_64";
        String file = PLATFORM.startsWith("windows") ? "libjniopenblas_full.so" : "jniopenblas_full.dll";
        plant("org/bytedeco/openblas/" + other + "/" + file);
        assertThat(statusWith(entry -> !isNative(entry, "openblas"), List.of()))
                .startsWith("INCOMPATIBLE | the native library of org.bytedeco:openblas is for " + other);
    }

    @Test
    void withADamagedLibraryItIsBroken() throws Exception {
        for (String library : List.of("jniopenblas_full", "openblas")) {
            plant("org/bytedeco/openblas/" + PLATFORM + "/" + System.mapLibraryName(library));
        }
        String cache = "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache");
        assertThat(statusWith(entry -> !isNative(entry, "openblas"), List.of(cache)))
                .startsWith("BROKEN | the native library does not load: ")
                .contains("cachedir");
    }

    private void plant(String resource) throws IOException {
        Path file = folder.resolve(resource);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "not a library");
    }

    private static boolean isNative(String entry, String artifact) {
        return new File(entry).getName().startsWith(artifact + "-") && entry.endsWith(PLATFORM + ".jar");
    }

    private String statusWith(Predicate<String> kept, List<String> options) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(kept)
                .collect(Collectors.joining(File.pathSeparator, folder + File.pathSeparator, ""));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xshare:auto", "-cp", classPath));
        command.addAll(options);
        command.add(StatusMain.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }
}
