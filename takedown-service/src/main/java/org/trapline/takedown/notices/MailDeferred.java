package org.trapline.takedown.notices;

/** The mail could not be handed over now: nobody answers, or the server says "later" (4xx). */
final class MailDeferred extends RuntimeException {

    MailDeferred(String reply, Throwable cause) {
        super(reply, cause);
    }
}
