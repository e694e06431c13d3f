package org.trapline.events;

/** The bytes of a message are not an event of the expected type; sending it again will not help. */
public final class UndecodableEvent extends RuntimeException {

    public UndecodableEvent(String expectedType, Throwable cause) {
        super("not a " + expectedType + " event: " + cause.getMessage(), cause);
    }
}
