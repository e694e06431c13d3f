package org.trapline.evidence.reparse;

import java.util.UUID;

/** One run at a time: another would do the same work again. */
public class ReparseRuns extends RuntimeException {

    private final UUID run;

    ReparseRuns(UUID run) {
        super("Run " + run + " has not ended yet");
        this.run = run;
    }

    public UUID run() {
        return run;
    }
}
