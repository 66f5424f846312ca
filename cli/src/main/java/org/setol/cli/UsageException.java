package org.setol.cli;

/** Options that parse one by one and still make no sense. The message is one line: what and what to do. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
