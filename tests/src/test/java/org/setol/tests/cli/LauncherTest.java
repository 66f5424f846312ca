package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script: in a distribution, in a clone, with the JDKs that people have. */
final class LauncherTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private static void assertVersion(Outcome outcome) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("setol ").contains("Java 25").hasLineCount(1);
        assertThat(outcome.exitCode()).isZero();
    }

    /** {@code FOLDER/my tools/setol/bin/setol} with its jars, as an unpacked distribution. */
    private Path distribution() throws IOException {
        Path home = Files.createDirectories(folder.resolve("my tools/setol"));
        Files.createSymbolicLink(home.resolve("lib"), Launch.app());
        Path bin = Files.createDirectory(home.resolve("bin"));
        return Files.copy(Launch.script(), bin.resolve("setol"));
    }

    /** A folder that looks like a JDK 17 and fails when it is started. */
    private Path oldJdk() throws IOException {
        return jdk(
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"17.0.15\"\n",
                "echo 'class file has wrong version 69.0' >&2; exit 1");
    }

    /** A folder that states to be a JDK, and what it does when it is started. */
    private Path jdk(String release, String java) throws IOException {
        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), release);
        executable(jdk.resolve("bin/java"), java);
        return jdk;
    }

    private static void executable(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void itRunsThroughLinksAndInFoldersWithSpaces() throws Exception {
        Path script = distribution();
        Path links = Files.createDirectory(folder.resolve("some links"));
        Files.createSymbolicLink(links.resolve("absolute"), script);
        Files.createSymbolicLink(links.resolve("relative"), Path.of("absolute"));
        assertVersion(Launch.script(links, Path.of("./relative"), "--version").run());
    }

    @Test
    void aWrongJavaHomeAndPathDoNotStopTheSearch() throws Exception {
        Files.createDirectories(folder.resolve(".jdks"));
        Files.createSymbolicLink(folder.resolve(".jdks/temurin-25"), Launch.javaHome());
        Path old = oldJdk();
        assertVersion(Launch.script(folder, distribution(), "--version")
                .without("SETOL_JAVA")
                .with("JAVA_HOME", old.toString())
                .with("PATH", old.resolve("bin") + ":/usr/bin:/bin")
                .run());
    }

    @Test
    void aWrongSetolJavaIsAnError() throws Exception {
        Path script = distribution();
        for (String wrong : List.of(oldJdk().toString(), "/nonexistent", oldJdk() + "/bin/java")) {
            Outcome outcome = Launch.script(folder, script, "--version")
                    .with("SETOL_JAVA", wrong)
                    .run();
            assertThat(outcome.errorLines())
                    .containsExactly("setol: SETOL_JAVA=" + wrong + " is not a JDK 25; point it to one, or unset it");
            assertThat(outcome.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void setolJavaMayNameTheCommand() throws Exception {
        assertVersion(Launch.script(folder, distribution(), "--version")
                .with("SETOL_JAVA", Launch.javaHome().resolve("bin/java").toString())
                .run());
    }

    @Test
    void aJdkWithoutTheVectorApiIsNoneAndAnEarlyAccessBuildIs() throws Exception {
        Path script = distribution();
        Path jdk = jdk("JAVA_VERSION=\"26\"\nMODULES=\"java.base java.desktop\"", "echo started");
        Launch launch = Launch.script(folder, script, "--version").with("SETOL_JAVA", jdk.toString());
        assertThat(launch.run().errorLines())
                .containsExactly("setol: SETOL_JAVA=" + jdk + " is not a JDK 25; point it to one, or unset it");
        jdk("MODULES=\"java.base jdk.incubator.vector jdk.jfr\"\nJAVA_VERSION=\"26-ea\"", "echo started");
        assertThat(launch.run().out()).isEqualTo("started\n");
    }

    @Test
    void theProcessIsGivenSettingsThatTheUserMayChange() throws Exception {
        Path script = distribution();
        Path jdk = jdk("JAVA_VERSION=\"25\"\n", "echo \"$GLIBC_TUNABLES $OPENBLAS_THREAD_TIMEOUT\"");
        Launch launch = Launch.script(folder, script, "--version")
                .with("SETOL_JAVA", jdk.toString())
                .without("GLIBC_TUNABLES")
                .without("OPENBLAS_THREAD_TIMEOUT");
        assertThat(launch.run().out()).isEqualTo("glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1 22\n");
        launch.with("GLIBC_TUNABLES", "glibc.malloc.arena_max=2").with("OPENBLAS_THREAD_TIMEOUT", "26");
        assertThat(launch.run().out()).isEqualTo("glibc.malloc.arena_max=2:glibc.malloc.hugetlb=1 26\n");
        launch.with("GLIBC_TUNABLES", "glibc.malloc.hugetlb=0");
        assertThat(launch.run().out()).isEqualTo("glibc.malloc.hugetlb=0:glibc.malloc.arena_max=1 26\n");
    }

    /** As the launcher's header says: the JVM's own exit code, and its words. */
    @Test
    void optionsThatTheJvmRefusesEndInItsExitCode() throws Exception {
        for (String command : List.of("demo", "--version")) {
            Outcome outcome = Launch.setol(folder, command)
                    .with("SETOL_JAVA_OPTS", "-XX:nonsense")
                    .run();
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.out() + outcome.err()).contains("Unrecognized VM option 'nonsense'");
        }
    }

    @Test
    void fileNamesBeyondAsciiWorkInTheCLocale() throws Exception {
        Files.move(TestModels.trained(folder), folder.resolve("modèle.safetensors"));
        Outcome outcome = Launch.shell(folder, "\"$SETOL\" describe mod*.safetensors")
                .without("LC_ALL")
                .run();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("modèle.safetensors (safetensors)");
    }

    /** As over ssh from a machine with other locales. */
    @Test
    void fileNamesBeyondAsciiWorkInALocaleThatIsNotInstalled() throws Exception {
        Files.move(TestModels.trained(folder), folder.resolve("modèle.safetensors"));
        Outcome outcome = Launch.shell(folder, "\"$SETOL\" describe mod*.safetensors")
                .with("LC_ALL", "xx_YY.UTF-8")
                .run();
        assertThat(outcome.out()).contains("modèle.safetensors (safetensors)");
    }

    @Test
    void aFolderThatIsGoneIsSaidInALine() throws Exception {
        Outcome outcome = Launch.shell(folder, "mkdir gone; cd gone; rmdir ../gone; \"$SETOL\" demo")
                .run();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("setol: the working folder does not exist any more; change to another one");
    }

    @Test
    void theStampIsTheLastThingThatABuildWrites() throws Exception {
        FileTime stamp = Files.getLastModifiedTime(Launch.app().resolve("build-stamp"));
        try (Stream<Path> built = Files.list(Launch.app())) {
            // The first start adds its archive of classes.
            for (Path file : built.filter(name -> !name.endsWith("setol.jsa")).toList()) {
                assertThat(Files.getLastModifiedTime(file)).as(file.toString()).isLessThanOrEqualTo(stamp);
            }
        }
    }

    /** A clone with one source and a {@code mvn} that only lays out the jars built here. */
    private Path clone(String maven) throws IOException {
        Path clone = Files.createDirectories(folder.resolve("a clone"));
        Files.createDirectories(clone.resolve("cli/src/main/java"));
        Files.writeString(clone.resolve("pom.xml"), "<project/>");
        Files.writeString(clone.resolve("cli/pom.xml"), "<project/>");
        Files.writeString(clone.resolve("cli/src/main/java/Main.java"), "class Main {}");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        executable(bin.resolve("mvn"), "echo built >>'" + folder + "/builds'", maven);
        return Files.copy(Launch.script(), clone.resolve("cli/setol"));
    }

    private String laysOutTheJars() {
        return "mkdir -p cli/target/app && ln -sf '" + Launch.app() + "'/* cli/target/app/"
                + " && rm cli/target/app/build-stamp && sleep 1 && touch cli/target/app/build-stamp";
    }

    private Launch inClone(Path script) {
        return Launch.script(folder, script, "--version")
                .without("SETOL_BUILD")
                .with("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    }

    private long builds() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("builds"))) {
            return lines.count();
        }
    }

    @Test
    void aCloneIsBuiltOnceAndAgainWhenASourceIsNewer() throws Exception {
        Path script = clone(laysOutTheJars());
        Outcome first = inClone(script).run();
        assertThat(first.errorLines()).containsExactly("setol: building (once, about a minute) ...");
        assertThat(first.out()).startsWith("setol ");
        assertVersion(inClone(script).run());
        assertThat(builds()).isEqualTo(1);

        Path source = folder.resolve("a clone/cli/src/main/java/Main.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertVersion(inClone(script).with("SETOL_BUILD", "no").run());
        assertThat(builds()).isEqualTo(1);
        Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
        assertThat(inClone(script).run().exitCode()).isZero();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void ofTwoFirstStartsOneBuildsAndTheOtherWaits() throws Exception {
        // Long enough for the other one to come on a loaded machine.
        Path script = clone("sleep 3; " + laysOutTheJars());
        Process one = inClone(script).start();
        Process other = inClone(script).start();
        for (Outcome outcome : List.of(Launch.await(one), Launch.await(other))) {
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).startsWith("setol ");
            assertThat(outcome.errorLines()).hasSize(1);
        }
        assertThat(builds()).isEqualTo(1);
        assertThat(folder.resolve("a clone/cli/target/build.lock")).doesNotExist();
    }

    @Test
    void aFailedBuildSaysWhyAndWhereToRead() throws Exception {
        Path script = clone("echo '[ERROR] Main.java:[1,1] no such class'; exit 1");
        Outcome outcome = inClone(script).run();
        assertThat(outcome.errorLines()).hasSize(2);
        assertThat(outcome.errorLines().getLast())
                .isEqualTo("setol: the build failed: Main.java:[1,1] no such class; the whole log is in "
                        + folder.toRealPath() + "/a clone/cli/target/build.log");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("a clone/cli/target/build.lock")).doesNotExist();
    }
}
