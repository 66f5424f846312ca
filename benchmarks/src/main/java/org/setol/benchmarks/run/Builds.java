package org.setol.benchmarks.run;

import java.io.IOException;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.setol.benchmarks.run.Comparison.Side;

/**
 * Two builds of this module, each in a folder with all its jars, and JMH started in either.
 *
 * @param base of the revision compared with
 * @param head of the working tree
 */
record Builds(Path base, Path head) {

    private static final String JMH = "org.openjdk.jmh.Main";

    /** Full names of the benchmark methods that the request's names match. */
    List<String> methods(Side side, GuardRequest request) throws IOException, InterruptedException {
        List<String> methods = new ArrayList<>();
        for (String line : output(side, List.of("-l"))) {
            if (request.names().stream().anyMatch(name -> matches(line, name))) {
                methods.add(line.strip());
            }
        }
        return methods;
    }

    private static boolean matches(String method, String name) {
        return Pattern.compile("\\.\\w*" + name + "\\w*Benchmark\\.")
                .matcher(method)
                .find();
    }

    /** One fork of one method, with all its parameters. */
    List<ForkResult> fork(Side side, String method, GuardRequest request) throws IOException, InterruptedException {
        Path file = Files.createTempFile("setol-guard", ".json");
        try {
            List<String> options =
                    new ArrayList<>(List.of("^" + Pattern.quote(method) + "$", "-f", "1", "-foe", "true"));
            options.addAll(List.of("-rf", "json", "-rff", file.toString()));
            options.addAll(request.jmh());
            output(side, options);
            try (Reader reader = Files.newBufferedReader(file)) {
                return ForkResult.read(reader);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private List<String> output(Side side, List<String> options) throws IOException, InterruptedException {
        Path folder = side == Side.BASE ? base : head;
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "@" + folder.resolve("jvm.options"),
                "-cp",
                folder.resolve("*").toString(),
                JMH));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Redirect.INHERIT)
                .start();
        Thread killer = new Thread(() -> destroy(process));
        Runtime.getRuntime().addShutdownHook(killer);
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        int status = process.waitFor();
        forget(killer);
        if (status != 0) {
            throw new IOException(side + ": JMH ended with status " + status + ":\n" + String.join("\n", lines));
        }
        return lines;
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // Interrupted: the hook is at work.
        }
    }

    /** JMH's forks would live on without it. */
    private static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
