package org.trapline.evidence.disposals;

import java.util.UUID;

/** There is no such disposal, or the caller may not see one of its exhibits. */
public final class NoSuchDisposal extends RuntimeException {

    NoSuchDisposal(UUID disposal) {
        super("There is no disposal " + disposal);
    }
}
