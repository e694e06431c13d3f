package org.trapline.evidence.disposals;

import java.util.UUID;

/** The disposal was approved before. */
public final class DisposalApproved extends RuntimeException {

    DisposalApproved(UUID disposal) {
        super("Disposal " + disposal + " was approved before");
    }
}
