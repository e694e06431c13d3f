package org.trapline.attribution.matters;

import java.util.UUID;

/** There is no such matter for this caller: unknown here, or sealed from them. The two must not be told apart. */
public final class NoSuchMatter extends RuntimeException {

    public NoSuchMatter(UUID matter) {
        super("no matter " + matter);
    }
}
