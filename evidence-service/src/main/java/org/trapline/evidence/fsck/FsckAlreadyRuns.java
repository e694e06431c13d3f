package org.trapline.evidence.fsck;

import java.util.UUID;

/** One check at a time: each reads the whole vault. */
public final class FsckAlreadyRuns extends RuntimeException {

    private final UUID run;

    FsckAlreadyRuns(UUID run) {
        super("Check " + run + " goes on");
        this.run = run;
    }

    public UUID run() {
        return run;
    }
}
