package org.setol.models.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file or folder under a name of its own beside the place it is for, which the end of the process removes. It is known
 * before it is made, and never made once the process is ending: there is no moment at which a signal leaves it behind.
 */
final class Temporary implements AutoCloseable {

    private static final int RADIX = 36;

    /** A folder can gain a file while it is emptied, since other threads go on until the JVM has ended. */
    private static final int ATTEMPTS = 100;

    private final Path path;
    private final Thread cleaner;
    private boolean ending;

    private Temporary(Path path) {
        this.path = path;
        this.cleaner = Thread.ofPlatform().unstarted(this::end);
    }

    /** How it is made. */
    interface Making<T> {
        T make(Path path) throws IOException;
    }

    /**
     * Its name is short whatever the place's, which may be as long as the file system allows. Nothing is made yet.
     *
     * @throws IOException when the process is ending
     */
    static Temporary beside(Path place) throws IOException {
        String unique = ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), RADIX);
        Temporary temporary = new Temporary(place.resolveSibling(".setol-" + unique + ".tmp"));
        try {
            Runtime.getRuntime().addShutdownHook(temporary.cleaner);
        } catch (IllegalStateException e) {
            throw new IOException("the process is ending", e);
        }
        return temporary;
    }

    Path path() {
        return path;
    }

    /** Makes it; when that fails, nothing is left of it. */
    synchronized <T> T make(Making<T> making) throws IOException {
        if (ending) {
            throw new IOException("the process is ending");
        }
        try {
            return making.make(path);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Removes it, unless it was moved away. */
    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException ignored) {
            // Already shutting down: the hook does the same.
        }
    }

    private synchronized void end() {
        ending = true;
        delete();
    }

    private void delete() {
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(path); attempt++) {
            try (Stream<Path> tree = Files.walk(path)) {
                List<Path> childrenFirst =
                        tree.sorted(Comparator.reverseOrder()).toList();
                for (Path each : childrenFirst) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException | UncheckedIOException ignored) {
                // Once more; after that nothing can be done, and the run's own error matters more.
            }
        }
    }
}
