package org.trapline.evidence.findings;

import java.util.UUID;

/** There is no such sample of the campaign or matter. */
public final class NoSuchSample extends RuntimeException {

    NoSuchSample(UUID id) {
        super("There is no sample " + id);
    }
}
