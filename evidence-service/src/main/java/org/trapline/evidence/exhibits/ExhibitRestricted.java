package org.trapline.evidence.exhibits;

import java.util.UUID;

/** A restricted exhibit's bytes need a second person's approval. */
public final class ExhibitRestricted extends RuntimeException {

    ExhibitRestricted(UUID exhibit, String kinds) {
        super("Exhibit " + exhibit + " is restricted (" + kinds + "): ask with POST /api/evidence/exhibits/" + exhibit
                + "/raw-access and have another person approve it");
    }
}
