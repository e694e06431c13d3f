package org.trapline.evidence.transfers;

import java.util.UUID;

/** There is no such transfer of the exhibit, or the caller may not know of it. */
public final class NoSuchTransfer extends RuntimeException {

    NoSuchTransfer(UUID id) {
        super("There is no transfer " + id);
    }
}
