package org.setol.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stdout, watched: the print writers that picocli hands out swallow failures, and a result that did not arrive must not
 * end in exit code 0. Remembers the first failure and stays silent after it.
 */
final class ResultWriter extends Writer {

    /** How Linux and macOS word EPIPE. */
    private static final String READER_GONE = "Broken pipe";

    private final Writer out;
    private @Nullable IOException failure;

    ResultWriter(Writer out) {
        this.out = out;
    }

    /** What went wrong; a reader that has seen enough, as {@code head} does, is not a failure. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure).filter(e -> !READER_GONE.equals(e.getMessage()));
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        attempt(() -> out.write(buffer, offset, length));
    }

    @Override
    public void flush() {
        attempt(out::flush);
    }

    @Override
    public void close() {
        flush();
    }

    private void attempt(Step step) {
        if (failure != null) {
            return;
        }
        try {
            step.run();
        } catch (IOException e) {
            failure = e;
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
