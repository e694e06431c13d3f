package org.trapline.evidence.redaction;

import java.util.UUID;

/** Of an exhibit that is no message there is no redacted copy. */
public final class NotAMessage extends RuntimeException {

    NotAMessage(UUID exhibit) {
        super("Exhibit " + exhibit + " is no message: there is no redacted copy of it");
    }
}
