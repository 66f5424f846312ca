package org.setol.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The packed model as a file, since models are mapped; gone when closed.
 *
 * @param path the temporary file
 */
record DemoModel(Path path) implements AutoCloseable {

    static DemoModel unpack() throws IOException {
        try (InputStream packed = DemoModel.class.getResourceAsStream("demo.safetensors")) {
            if (packed == null) {
                throw new IllegalStateException("this build lacks its demo model");
            }
            return new DemoModel(copy(packed));
        }
    }

    private static Path copy(InputStream packed) throws IOException {
        try {
            Path path = Files.createTempFile("setol-demo-", ".safetensors");
            path.toFile().deleteOnExit();
            Files.copy(packed, path, StandardCopyOption.REPLACE_EXISTING);
            return path;
        } catch (IOException e) {
            throw new IOException(
                    System.getProperty("java.io.tmpdir") + ": the demo model cannot be unpacked there: "
                            + e.getMessage() + "; set SETOL_JAVA_OPTS=-Djava.io.tmpdir=DIR",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
