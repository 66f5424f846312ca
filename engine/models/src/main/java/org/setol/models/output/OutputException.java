package org.setol.models.output;

import java.io.IOException;
import java.nio.file.Path;

/** A result that cannot be written. The message is one line: {@code FILE: what is wrong; remedy}. */
public final class OutputException extends IOException {

    private static final long serialVersionUID = 1L;

    public OutputException(Path file, String problem, String remedy) {
        super(file + ": " + problem + "; " + remedy);
    }

    public OutputException(Path file, String problem, String remedy, Throwable cause) {
        super(file + ": " + problem + "; " + remedy, cause);
    }
}
