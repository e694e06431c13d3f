package org.trapline.evidence.exhibits;

/** Who asked cannot be the one who allows it. */
public final class SecondPersonNeeded extends RuntimeException {

    public SecondPersonNeeded() {
        super("Another person than the one who asked has to approve it");
    }
}
