package org.setol.bindings.cuda;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the CUDA libraries may lie: the folder that the user names (and then only that one), the linker's path, CUDA's own
 * folders and those of conda's packages, which lie like a toolkit, and those that NVIDIA's packages make inside a Python
 * installation ({@code site-packages/nvidia/cu13/lib}, or one folder for each library).
 */
final class CudaFolders {

    /** System property that names the folder, stronger than {@link #VARIABLE}. */
    static final String PROPERTY = "setol.cuda.path";

    /** Environment variable that names the folder; several are separated as in PATH. */
    static final String VARIABLE = "SETOL_CUDA_PATH";

    private static final List<String> SYSTEM =
            List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib/wsl/lib");

    private static final List<String> PYTHON_ROOTS = List.of("/usr", "/usr/local", "/opt/conda");

    private CudaFolders() {}

    /** The folders that the user named. */
    static List<Path> named(Map<String, String> environment) {
        String property = System.getProperty(PROPERTY, "");
        return split(property.isBlank() ? environment.getOrDefault(VARIABLE, "") : property);
    }

    /** All that exist, in the order in which they are searched. Reads a dozen folders. */
    static List<Path> all(Map<String, String> environment) {
        Set<Path> folders = new LinkedHashSet<>(split(environment.getOrDefault("LD_LIBRARY_PATH", "")));
        for (String variable : List.of("CUDA_HOME", "CUDA_PATH", "CONDA_PREFIX")) {
            split(environment.getOrDefault(variable, "")).forEach(home -> folders.addAll(toolkit(home)));
        }
        children(Path.of("/usr/local"), "cuda*").forEach(home -> folders.addAll(toolkit(home)));
        SYSTEM.forEach(folder -> folders.add(Path.of(folder)));
        pythons(environment).forEach(root -> folders.addAll(ofPython(root)));
        return folders.stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> toolkit(Path home) {
        return List.of(home.resolve("lib64"), home.resolve("targets/x86_64-linux/lib"), home.resolve("lib"));
    }

    /** Folders above {@code lib/python3.x}: the active environment first, then that of the first python3 on the path. */
    private static List<Path> pythons(Map<String, String> environment) {
        List<Path> roots = new ArrayList<>();
        for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            roots.addAll(split(environment.getOrDefault(variable, "")));
        }
        split(environment.getOrDefault("PATH", "")).stream()
                .map(folder -> folder.resolve("python3"))
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(python -> roots.addAll(rootsOf(python)));
        PYTHON_ROOTS.forEach(root -> roots.add(Path.of(root)));
        split(environment.getOrDefault("HOME", "")).forEach(home -> roots.add(home.resolve(".local")));
        return roots;
    }

    /** Of a link, both ends: a virtual environment's python3 is a link to the one it was made with. */
    private static List<Path> rootsOf(Path python) {
        try {
            return Stream.of(python, python.toRealPath())
                    .map(Path::getParent)
                    .map(Path::getParent)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Path> ofPython(Path root) {
        return children(root.resolve("lib"), "python3*").stream()
                .flatMap(python -> Stream.of(python.resolve("site-packages"), python.resolve("dist-packages")))
                .flatMap(packages -> children(packages.resolve("nvidia"), "*").stream())
                .map(part -> part.resolve("lib"))
                .toList();
    }

    /** Newest names first, as far as sorting by name tells. */
    private static List<Path> children(Path folder, String pattern) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
            stream.forEach(found::add);
        } catch (IOException e) {
            return List.of(); // a folder that we may not read has no library for us
        }
        found.sort((a, b) -> b.compareTo(a));
        return found;
    }

    private static List<Path> split(String list) {
        if (list.isBlank()) {
            return List.of();
        }
        return Stream.of(list.split(File.pathSeparator))
                .filter(part -> !part.isBlank())
                .map(Path::of)
                .toList();
    }
}
