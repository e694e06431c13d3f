package org.trapline.defaults;

/** A change came without saying which version it is based on. */
public final class PreconditionRequired extends RuntimeException {

    PreconditionRequired() {
        super("send If-Match with the ETag that you read, so that nobody's change is overwritten");
    }
}
