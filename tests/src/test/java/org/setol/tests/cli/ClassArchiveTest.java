package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of classes makes starts shorter where it fits, and is never heard of where it does not. */
final class ClassArchiveTest {

    private static final String MAIN = "org.setol.cli.Main";

    /** Its archive was made by a first start. */
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path original;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private Path lib = Path.of("");
    private Path script = Path.of("");

    @BeforeAll
    static void firstStart() throws Exception {
        Path files = Files.createDirectories(original.resolve("lib"));
        copy(Launch.app(), files);
        Files.deleteIfExists(files.resolve("setol.jsa"));
        Path start = Files.copy(
                Launch.script(),
                Files.createDirectories(original.resolve("bin")).resolve("setol"));
        assertDescribes(original, start);
        assertThat(files.resolve("setol.jsa")).as("nothing may be written").doesNotExist();
        assertThat(Launch.script(original, start, "--version")
                        .without("SETOL_BUILD")
                        .run()
                        .exitCode())
                .isZero();
        assertThat(files.resolve("setol.jsa")).as("the version needs none").doesNotExist();

        Outcome first =
                Launch.script(original, start, "demo").without("SETOL_BUILD").run();
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).startsWith("demo: ");
        assertThat(files.resolve("setol.jsa")).isNotEmptyFile();
        try (Stream<Path> left = Files.list(files)) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("setol.jsa")))
                    .hasSize(1);
        }
    }

    /** With the times of the files, which the archive is checked against. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @BeforeEach
    void install() throws IOException {
        lib = Files.createDirectories(folder.resolve("setol/lib"));
        copy(original.resolve("lib"), lib);
        Path bin = Files.createDirectories(folder.resolve("setol/bin"));
        script = Files.copy(original.resolve("bin/setol"), bin.resolve("setol"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Path archive() {
        return lib.resolve("setol.jsa");
    }

    private void assertDescribes() throws Exception {
        assertDescribes(folder, script);
    }

    private static void assertDescribes(Path folder, Path script) throws Exception {
        Path model = folder.resolve("trained.safetensors");
        if (!Files.exists(model)) {
            TestModels.trained(folder);
        }
        Outcome outcome =
                Launch.script(folder, script, "describe", model.toString()).run();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("layer_id  tensor ");
        assertThat(outcome.exitCode()).isZero();
    }

    /** Where the JVM that the launcher starts finds our first class. */
    private String origin() throws Exception {
        Path log = folder.resolve("classes.log");
        Files.writeString(lib.resolve("jvm.options"), "-Xlog:class+load:file=" + log + "\n", StandardOpenOption.APPEND);
        assertDescribes();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(MAIN + " ")).findFirst().orElseThrow();
        }
    }

    @Test
    void theArchiveOfTheFirstStartIsUsed() throws Exception {
        assertThat(origin()).contains("shared objects file");
    }

    @Test
    void itIsUsedWhereItWasMovedTo() throws Exception {
        Path elsewhere = folder.resolve("another place");
        Files.move(folder.resolve("setol"), elsewhere);
        lib = elsewhere.resolve("lib");
        script = elsewhere.resolve("bin/setol");
        assertThat(origin()).contains("shared objects file");
    }

    @Test
    void withoutItTheClassesComeFromTheJars() throws Exception {
        Files.delete(archive());
        assertThat(origin()).contains("setol-cli.jar");
    }

    @Test
    void anArchiveOfOtherJarsIsPassedOver() throws Exception {
        Files.setLastModifiedTime(lib.resolve("setol-cli.jar"), FileTime.from(Instant.EPOCH));
        assertThat(origin()).contains("setol-cli.jar");
    }

    @Test
    void anArchiveOfAnotherJdkIsPassedOver() throws Exception {
        // The version of the JVM that wrote it stands in its header as text.
        byte[] bytes = Files.readAllBytes(archive());
        int place = indexOf(bytes, System.getProperty("java.vm.version"));
        bytes[place] = 'X';
        Files.write(archive(), bytes);
        assertThat(origin()).contains("setol-cli.jar");
    }

    private static int indexOf(byte[] bytes, String text) {
        int place = new String(bytes, 0, 4096, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(place).as(text).isNotNegative();
        return place;
    }

    @Test
    void whatIsNoArchiveIsPassedOver() throws Exception {
        for (byte[] wrong : List.of(new byte[0], new byte[100_000])) {
            Files.write(archive(), wrong);
            assertDescribes();
        }
    }

    @Test
    void anInstallationThatCannotBeWrittenIsLeftAsItIs() throws Exception {
        Files.delete(archive());
        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            Skip.when(Files.isWritable(lib), "this user may write everywhere");
            Outcome outcome =
                    Launch.script(folder, script, "demo").without("SETOL_BUILD").run();
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).startsWith("demo: ");
            assertThat(archive()).doesNotExist();
        } finally {
            Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Whichever is new: the JVM passes over an archive as soon as one jar is another, and does not say so. */
    @ParameterizedTest
    @ValueSource(strings = {"setol-cli", "setol-spectra"})
    void newJarsAreArchivedAgain(String name) throws Exception {
        FileTime before = Files.getLastModifiedTime(archive());
        Files.setLastModifiedTime(jar(name), FileTime.from(before.toInstant().plusMillis(10)));
        assertThat(Launch.script(folder, script, "demo")
                        .without("SETOL_BUILD")
                        .run()
                        .err())
                .isEmpty();
        assertThat(Files.getLastModifiedTime(archive())).isGreaterThan(Files.getLastModifiedTime(jar(name)));
        assertThat(origin()).contains("shared objects file");
    }

    private Path jar(String name) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void anArchiveThatCannotBeMadeIsTriedOnce() throws Exception {
        // A JDK whose JVM fails whenever it is to write one.
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.copy(Launch.javaHome().resolve("release"), folder.resolve("jdk/release"));
        Path java = jdk.resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\ncase \"$*\" in\n*ArchiveClassesAtExit*) echo x >>'" + folder
                        + "/tries'; exit 1 ;;\nesac\nexec '" + Launch.javaHome() + "/bin/java' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.delete(archive());
        for (int start = 1; start <= 2; start++) {
            Outcome outcome = Launch.script(folder, script, "demo")
                    .without("SETOL_BUILD")
                    .with("SETOL_JAVA", java.toString())
                    .run();
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).startsWith("demo: ");
        }
        assertThat(folder.resolve("tries")).hasContent("x");
    }

    @Test
    void theUsersOwnOptionsComeWithoutIt() throws Exception {
        Outcome outcome = Launch.script(folder, script, "demo")
                .with("SETOL_JAVA_OPTS", "-Xlog:class+load:file=" + folder.resolve("classes.log"))
                .run();
        assertThat(outcome.exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("classes.log")))
                .containsPattern(MAIN + " source: \\S*setol-cli.jar");
    }
}
