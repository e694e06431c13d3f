package org.trapline.evidence.campaigns;

import java.util.UUID;

/** Nobody has entered such a statement on a pool. */
public final class NoSuchStatement extends RuntimeException {

    NoSuchStatement(UUID statement) {
        super("There is no statement " + statement);
    }
}
