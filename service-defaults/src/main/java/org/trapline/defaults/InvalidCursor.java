package org.trapline.defaults;

/** The cursor of a request was not given by this list. */
public final class InvalidCursor extends RuntimeException {

    public InvalidCursor() {
        super("cursor was not given by this list; leave it out for the first page");
    }
}
