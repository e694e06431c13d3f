package org.trapline.takedown.notices;

/** There is no such notice for the caller: unknown, another registrar's, or a link that has expired. */
public final class NoSuchNotice extends RuntimeException {

    NoSuchNotice() {
        super("no such notice");
    }
}
