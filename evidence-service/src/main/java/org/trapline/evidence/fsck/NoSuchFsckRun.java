package org.trapline.evidence.fsck;

import java.util.UUID;

public final class NoSuchFsckRun extends RuntimeException {

    NoSuchFsckRun(UUID run) {
        super("No check " + run);
    }
}
