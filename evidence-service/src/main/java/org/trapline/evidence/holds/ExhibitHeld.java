package org.trapline.evidence.holds;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A legal hold keeps the exhibit: it beats retention and every disposal. */
public final class ExhibitHeld extends RuntimeException {

    private final UUID exhibit;
    private final @Nullable UUID hold;

    /** @param hold null when the caller may not see it */
    ExhibitHeld(UUID exhibit, @Nullable UUID hold) {
        super("Exhibit " + exhibit + " is under legal hold" + (hold == null ? "" : " " + hold));
        this.exhibit = exhibit;
        this.hold = hold;
    }

    public UUID exhibit() {
        return exhibit;
    }

    /** Null when the caller may not see it. */
    public @Nullable UUID hold() {
        return hold;
    }
}
