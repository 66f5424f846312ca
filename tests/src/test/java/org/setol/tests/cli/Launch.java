package org.setol.tests.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs the packaged command line as users do: the launcher script, with the JDK that runs this test, in a folder and an
 * environment of its own. {@code mvn verify} packages it before this module's tests run.
 */
final class Launch {

    /** Far more than any run here takes on a loaded machine, far less than a build's patience. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Path folder;
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    private Launch(Path folder, List<String> command) {
        this.folder = folder;
        this.command.addAll(command);
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("SETOL_JAVA", javaHome().toString());
        // A source that somebody edits while the tests run must not start a build inside the build.
        environment.put("SETOL_BUILD", "no");
    }

    /** {@code setol arguments...}, to be run in a folder. */
    static Launch setol(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(script().toString()));
        command.addAll(List.of(arguments));
        return new Launch(folder, command);
    }

    /** A line of shell in which {@code "$SETOL"} is the launcher. */
    static Launch shell(Path folder, String line) {
        return new Launch(folder, List.of("/bin/sh", "-c", line)).with("SETOL", script().toString());
    }

    /** Any launcher, for copies of ours in other places. */
    static Launch script(Path folder, Path script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return new Launch(folder, command);
    }

    /** The launcher of this clone. */
    static Path script() {
        return ROOT.resolve("cli/setol");
    }

    /** The jars and the argument file. */
    static Path app() {
        Path app = ROOT.resolve("cli/target/app");
        Skip.when(!Files.exists(app.resolve("build-stamp")), "not packaged: run 'mvn verify', not 'mvn test'");
        return app;
    }

    static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    Launch with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Launch without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Starts it; for tests that do something while it runs. */
    Process start() throws IOException {
        app();
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Runs it to its end. */
    Outcome run() throws IOException, InterruptedException {
        return await(start());
    }

    /** Waits for the end, reading both streams meanwhile. */
    static Outcome await(Process process) throws InterruptedException {
        long start = System.nanoTime();
        CompletableFuture<String> out = read(process.getInputStream());
        CompletableFuture<String> err = read(process.getErrorStream());
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + LIMIT + "; stderr: " + err.join());
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new Outcome(process.exitValue(), out.join(), err.join(), time);
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
