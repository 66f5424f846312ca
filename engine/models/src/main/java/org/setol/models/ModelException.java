package org.setol.models;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model that cannot be read, and what its owner can do about it. One subclass per cause; the message is one line:
 * {@code FILE: what is wrong, where; remedy}.
 */
public abstract sealed class ModelException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final String problem;
    private final String remedy;

    private ModelException(Path file, String problem, String remedy, @Nullable Throwable cause) {
        super(file + ": " + problem + "; " + remedy, cause);
        this.file = file.toString();
        this.problem = problem;
        this.remedy = remedy;
    }

    /** The file or folder. */
    public String file() {
        return file;
    }

    /** What is wrong and where (byte offset, tensor or member). */
    public String problem() {
        return problem;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }

    /** The bytes contradict the format: truncated, overlapping, lying about themselves. */
    public static final class Malformed extends ModelException {
        private static final long serialVersionUID = 1L;

        public Malformed(Path file, String problem, String remedy) {
            super(file, problem, remedy, null);
        }

        /** With the remedy that fits nearly every broken file. */
        public Malformed(Path file, String problem) {
            this(file, problem, "the file is damaged or incomplete, fetch or write it again");
        }
    }

    /** A sound file that uses something this reader does not know. */
    public static final class Unsupported extends ModelException {
        private static final long serialVersionUID = 1L;

        public Unsupported(Path file, String problem, String remedy) {
            super(file, problem, remedy, null);
        }
    }

    /** Nothing readable is there: missing, no permission, I/O error, a folder without a model, a missing shard. */
    public static final class Unreadable extends ModelException {
        private static final long serialVersionUID = 1L;

        public Unreadable(Path file, String problem, String remedy) {
            super(file, problem, remedy, null);
        }

        public Unreadable(Path file, String problem, String remedy, Throwable cause) {
            super(file, problem, remedy, cause);
        }
    }

    /** The file asks for something that must not be done: running code, leaving its folder. */
    public static final class Unsafe extends ModelException {
        private static final long serialVersionUID = 1L;

        public Unsafe(Path file, String problem, String remedy) {
            super(file, problem, remedy, null);
        }
    }
}
