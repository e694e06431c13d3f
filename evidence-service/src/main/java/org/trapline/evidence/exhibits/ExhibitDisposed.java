package org.trapline.evidence.exhibits;

import java.time.Instant;
import java.util.UUID;

/** The exhibit's bytes were destroyed by a disposal; what stands for them is told here. */
public final class ExhibitDisposed extends RuntimeException {

    private final UUID disposal;
    private final String reason;
    private final String authority;
    private final Instant at;

    public ExhibitDisposed(UUID exhibit, UUID disposal, String reason, String authority, Instant at) {
        super("The bytes of exhibit " + exhibit + " were destroyed; its leaf, its hash and its custody chain stay");
        this.disposal = disposal;
        this.reason = reason;
        this.authority = authority;
        this.at = at;
    }

    public UUID disposal() {
        return disposal;
    }

    public String reason() {
        return reason;
    }

    public String authority() {
        return authority;
    }

    /** When the disposal took effect or, if it is not through yet, was allowed. */
    public Instant at() {
        return at;
    }
}
