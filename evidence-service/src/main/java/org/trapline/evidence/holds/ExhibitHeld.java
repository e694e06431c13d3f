package org.trapline.evidence.holds;

import java.util.UUID;

/** A legal hold keeps the exhibit: it beats retention and every disposal. */
public final class ExhibitHeld extends RuntimeException {

    private final UUID exhibit;
    private final UUID hold;

    public ExhibitHeld(UUID exhibit, UUID hold) {
        super("Exhibit " + exhibit + " is under legal hold " + hold);
        this.exhibit = exhibit;
        this.hold = hold;
    }

    public UUID exhibit() {
        return exhibit;
    }

    public UUID hold() {
        return hold;
    }
}
