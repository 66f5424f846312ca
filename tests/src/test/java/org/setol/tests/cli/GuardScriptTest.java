package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code benchmarks/guard} in a small repository, with a {@code mvn} that builds nothing: what it says and leaves behind. */
final class GuardScriptTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private Path clone = Path.of("");
    private Path temporary = Path.of("");

    @BeforeEach
    void repository() throws Exception {
        clone = Files.createDirectories(folder.resolve("a clone"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
        Path scripts = Files.createDirectory(clone.resolve("benchmarks"));
        for (String name : List.of("guard", "common.sh")) {
            Files.copy(
                    Launch.script().resolveSibling("../benchmarks").resolve(name),
                    scripts.resolve(name),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(clone.resolve(".gitignore"), "target/\n");
        git("init", "--quiet");
        git("add", ".");
        git("-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "commit", "--quiet", "-m", "first");
        Files.createDirectory(folder.resolve("bin"));
    }

    private List<String> git(String... arguments) throws Exception {
        Process git = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = git.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(git.waitFor()).as("%s", lines).isZero();
        return lines;
    }

    private void maven(String... lines) throws IOException {
        Path mvn = folder.resolve("bin/mvn");
        Files.writeString(mvn, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Launch guard(String... arguments) {
        return Launch.script(folder, clone.resolve("benchmarks/guard"), arguments)
                .with("TMPDIR", temporary.toString())
                .with("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(temporary).isEmptyDirectory();
        assertThat(git("worktree", "list")).hasSize(1);
        assertThat(git("status", "--porcelain")).isEmpty();
    }

    @Test
    void helpIsNoError() throws Exception {
        Outcome outcome = guard("--help").run();
        assertThat(outcome.out()).startsWith("usage: benchmarks/guard ").contains("Exit code 1");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(guard().run().exitCode()).isEqualTo(2);
    }

    @Test
    void wrongArgumentsAreOneLine() throws Exception {
        List<List<String>> wrong = List.of(
                List.of("no-such-branch"),
                List.of("HEAD~5", "KsScan"),
                List.of("--rounds", "many", "HEAD"),
                List.of("--rounds"),
                List.of("--threshold", "5"),
                List.of("--forks", "3", "HEAD"),
                List.of("--", "-f", "1"));
        for (List<String> arguments : wrong) {
            Outcome outcome = guard(arguments.toArray(String[]::new)).run();
            assertThat(outcome.errorLines()).as("%s", arguments).hasSize(1);
            assertThat(outcome.err()).startsWith("benchmarks/guard: ");
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertNothingIsLeft();
        }
    }

    @Test
    void aBaseThatDoesNotBuildLeavesNothing() throws Exception {
        // Lays out the working tree's jars, and fails elsewhere.
        maven(
                "case $PWD in",
                "*/base) echo '[ERROR] no such class'; exit 1 ;;",
                "esac",
                "mkdir -p benchmarks/target/app && touch benchmarks/target/app/jvm.options");
        Outcome outcome = guard("HEAD").run();
        assertThat(outcome.errorLines())
                .contains("[ERROR] no such class")
                .last()
                .asString()
                .matches("benchmarks/guard: [0-9a-f]{10} does not build");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertNothingIsLeft();
    }

    @Test
    void anEndFromOutsideLeavesNothing() throws Exception {
        maven("echo $$ >'" + folder + "/building'", "exec sleep 300");
        Process process = guard("HEAD").start();
        Path building = folder.resolve("building");
        while (process.isAlive() && (!Files.exists(building) || Files.size(building) == 0)) {
            Thread.sleep(20);
        }
        assertThat(process.isAlive()).as("still at work").isTrue();
        assertThat(git("worktree", "list")).hasSize(2);
        process.toHandle().destroy(); // a process closes its streams, too
        Outcome outcome = Launch.await(process);
        assertThat(outcome.exitCode()).isEqualTo(143);
        long build = Long.parseLong(Files.readString(building).strip());
        assertThat(ProcessHandle.of(build).filter(ProcessHandle::isAlive))
                .as("the build")
                .isEmpty();
        assertNothingIsLeft();
    }
}
