package org.setol.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for a machine with a GPU, as far as they go without one. */
final class GpuScriptsTest {

    private static final Path SCRIPTS =
            Path.of("../benchmarks/gpu").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void whatIsNoPackIsNeverReplaced() throws Exception {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("thesis.txt"), "years of work");
        Outcome outcome = Launch.script(folder, SCRIPTS.resolve("pack.sh"), mine.toString())
                .run();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .containsExactly(
                        "benchmarks/gpu/pack.sh: " + mine + " is there and no earlier pack; name a new folder");
        assertThat(mine.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void runWithoutAPackSaysHowToMakeOne() throws Exception {
        Path alone = Files.copy(SCRIPTS.resolve("run.sh"), folder.resolve("run.sh"));
        Outcome outcome = Launch.script(folder, alone).run();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errorLines()).hasSize(1).first().asString().contains("benchmarks/gpu/pack.sh");
        assertThat(folder).isDirectoryContaining(file -> file.equals(alone));
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void tablesSetOursBesideThePeers() throws Exception {
        Launch has = Launch.shell(folder, "command -v python3");
        Skip.when(has.run().exitCode() != 0, "no python3, which tables.py is written in");
        Files.writeString(folder.resolve("torch.json"), timing("torch.svdvals", 0.5));
        Files.writeString(folder.resolve("setol-64x32-others.json"), timing("cuda-gram", 0.125));
        Files.writeString(folder.resolve("setol-64x32-polar.json"), "{\"timings\": [{\"rows\": 64,");
        Outcome outcome = Launch.script(folder, SCRIPTS.resolve("tables.py"), "compare", folder.toString())
                .run();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines().filter(line -> line.contains("cuda-gram")))
                .singleElement()
                .asString()
                .containsSubsequence("64x32 float32", "125", "500", "3", "4", "1e-07");
        assertThat(outcome.out()).contains("no queue was measured");
    }

    /** A Java that fails at one class of tests, at one size of matrices, at the model of a queue, and at one of the runs over it. */
    private static final String FAILING_JAVA = """
            #!/bin/sh
            all="$*"
            case $all in
            *stubs=forbidden*ConsoleLauncher*cuda.BadTest*) echo "[         2 tests failed      ]"; echo "    => AssertionError: 700"; exit 1 ;;
            *ConsoleLauncher*cuda.LostTest*) echo "# a signal"; exit 134 ;;
            *stubs=forbidden*ConsoleLauncher*) echo "[         3 tests successful  ]" ;;
            *"bench svd --sizes 64 "*) exit 3 ;;
            *"bench svd"*) cat timing.json ;;
            *synth*|*describe*) exit 3 ;;
            *lanes=2*) exit 3 ;;
            *analyze*) echo '{"layers": [{"backend": "cuda-gram", "seconds_spectrum": 0.5}]}' ;;
            *backends*) echo "cuda-gram  available  cuSOLVER" ;;
            esac
            """;

    @Test
    void whatFailsInOneProcessTakesNothingElseWithIt() throws Exception {
        Launch has = Launch.shell(folder, "command -v python3");
        Skip.when(has.run().exitCode() != 0, "no python3, which tables.py is written in");
        Path run = pack(FAILING_JAVA);
        Outcome outcome = Launch.script(folder, run)
                .with("SIZES", "64,64x32")
                .with("BACKENDS", "cuda-gram,cuda-gesvdp")
                .run();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("BadTest: 0 successful, 2 failed, 0 skipped\n    AssertionError: 700\n")
                .contains("GoodTest: 3 successful, 0 failed, 0 skipped\n")
                .contains("LostTest: no summary, exit code 134\n")
                .contains("tests: failed; commit abc")
                .containsPattern("64x32 float32 +cuda-gram +125 +500")
                .containsPattern("setol analyze, 1 lanes, cuda-gram +1 +")
                .doesNotContain("2 lanes", "Inner", "CudaFaultTest");
        assertThat(outcome.err()).contains("bench svd of cuda-gram at 64 did not end well", "no model was made");
        assertThat(kept(folder)).contains("results/tests.txt", "results/tables.txt", "results/queue-1-1.json");
    }

    /** Tests would pass on stubs, and tables show the processor. */
    @Test
    void aGpuThatSetolCannotUseEndsTheRunAtOnce() throws Exception {
        Launch has = Launch.shell(folder, "command -v python3");
        Skip.when(has.run().exitCode() != 0, "no python3, which tables.py is written in");
        Path run = pack("#!/bin/sh\necho 'cuda-gram  absent'; echo 'cuda-gram: no libcusolver'\n");
        Outcome outcome = Launch.script(folder, run).run();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).contains("no libcusolver");
        assertThat(outcome.err()).contains("setol cannot use the device").doesNotContain("tests on the device");
        assertThat(kept(folder)).contains("results/backends.txt");
    }

    /** By its machine, without warning, while a queue is computed. */
    @Test
    void ofARunThatIsEndedWhatWasDoneIsKept() throws Exception {
        Launch has = Launch.shell(folder, "command -v python3 && test -r /proc/self/stat");
        Skip.when(has.run().exitCode() != 0, "no python3, which tables.py is written in, or no Linux");
        Path run = pack(FAILING_JAVA.replace(
                "*synth*|*describe*) exit 3", "*synth*) kill -9 \"$(cut -d' ' -f4 /proc/$PPID/stat)\""));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Outcome outcome = Launch.script(folder, run)
                .with("OUT", elsewhere.toString())
                .with("SIZES", "64x32")
                .run();
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.out()).doesNotContain("queue of layers");
        assertThat(kept(elsewhere)).contains("results/tests.txt", "results/setol-64x32-others.json");
    }

    /** As pack.sh makes them, with a PyTorch that has no time for queues. */
    private Path pack(String javaScript) throws Exception {
        Path run = Files.copy(SCRIPTS.resolve("run.sh"), folder.resolve("run.sh"));
        Files.copy(SCRIPTS.resolve("tables.py"), folder.resolve("tables.py"));
        Files.writeString(folder.resolve("torch_peer.py"), "raise SystemExit('--queue' in __import__('sys').argv)");
        Files.writeString(folder.resolve("timing.json"), timing("cuda-gram", 0.125));
        Files.writeString(folder.resolve("commit"), "abc");
        Files.createDirectories(folder.resolve("app"));
        Path java = Files.createDirectories(folder.resolve("jre/bin")).resolve("java");
        Files.writeString(java, javaScript);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Path classes = Files.createDirectories(folder.resolve("tests/classes/org/setol/bindings/cuda"));
        for (String name : List.of("BadTest", "CudaFaultTest", "GoodTest", "GoodTest$Inner", "LostTest")) {
            Files.createFile(classes.resolve(name + ".class"));
        }
        return run;
    }

    /** Names of the files in results.tgz. */
    private List<String> kept(Path in) throws Exception {
        Outcome listed = Launch.shell(folder, "tar -tzf '" + in.resolve("results.tgz") + "'")
                .run();
        assertThat(listed.exitCode()).isZero();
        return listed.out().lines().toList();
    }

    private static String timing(String backend, double seconds) {
        return """
                {"timings": [{"rows": 64, "cols": 32, "precision": "float32", "backend": "%s", "seconds": %s,
                "seconds_median": 0.5, "ratio": 3.0, "residual": 1e-7}]}""".formatted(backend, seconds);
    }
}
