package org.trapline.evidence.transfers;

/** A transfer that cannot be as things stand. */
public final class IllegalTransfer extends RuntimeException {

    IllegalTransfer(String message) {
        super(message);
    }
}
