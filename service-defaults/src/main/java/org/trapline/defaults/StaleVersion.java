package org.trapline.defaults;

/** A change is based on a version that is no longer the current one. */
public final class StaleVersion extends RuntimeException {

    private final long current;

    StaleVersion(String ifMatch, long current) {
        super("If-Match %s is not the current version %s; read it again".formatted(ifMatch, Versions.etag(current)));
        this.current = current;
    }

    public long current() {
        return current;
    }
}
