package org.trapline.cli;

/** What was asked cannot be done; the message tells the person at the terminal what to do about it. Exit code 1. */
public class CommandFailed extends RuntimeException {

    public CommandFailed(String message) {
        super(message);
    }

    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
