package org.trapline.evidence.exhibits;

/** There is no such exhibit, or the caller may not know of it. */
public final class NoSuchExhibit extends RuntimeException {

    public NoSuchExhibit(Object key) {
        super("There is no exhibit " + key);
    }
}
