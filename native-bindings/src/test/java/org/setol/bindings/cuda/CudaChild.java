package org.setol.bindings.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process of its own: the C library reads the stubs' faults from its environment, and some end a process. */
record CudaChild(Map<String, String> environment, List<String> options, String classPath) {

    static CudaChild of(Map<String, String> environment) {
        return new CudaChild(environment, List.of(), System.getProperty("java.class.path"));
    }

    /** With the stub libraries, and these faults. */
    static CudaChild withFaults(String... faults) {
        return withStubs(Map.of("SETOL_STUB_FAULT", String.join(",", faults)));
    }

    static CudaChild withStubs(Map<String, String> environment) {
        return withFolder(StubLibraries.folder(), environment);
    }

    static CudaChild withFolder(Path folder, Map<String, String> environment) {
        return new CudaChild(
                environment,
                List.of("-D" + CudaFolders.PROPERTY + "=" + folder),
                System.getProperty("java.class.path"));
    }

    /** And this option of the JVM. */
    CudaChild with(String option) {
        return new CudaChild(
                environment, Stream.concat(options.stream(), Stream.of(option)).toList(), classPath);
    }

    /** What {@link CudaMain} prints; fails when the process does not end in order. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
        command.addAll(options);
        command.add(CudaMain.class.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove(CudaFolders.VARIABLE);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException("exit code " + code + ": " + output);
        }
        return output;
    }
}
