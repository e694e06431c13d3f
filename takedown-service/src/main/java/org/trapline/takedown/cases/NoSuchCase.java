package org.trapline.takedown.cases;

/** There is no such case, or it lies in a matter that the caller may not know of. */
public final class NoSuchCase extends RuntimeException {

    NoSuchCase() {
        super("no such case");
    }
}
