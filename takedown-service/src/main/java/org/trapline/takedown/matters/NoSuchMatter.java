package org.trapline.takedown.matters;

/** There is no such matter, or the caller may not know that there is. */
public final class NoSuchMatter extends RuntimeException {

    NoSuchMatter() {
        super("no such matter");
    }
}
