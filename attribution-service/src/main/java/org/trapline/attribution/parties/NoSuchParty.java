package org.trapline.attribution.parties;

import java.util.UUID;

/** There is no such party for this caller, or not in the matter that is spoken of. */
public final class NoSuchParty extends RuntimeException {

    public NoSuchParty(UUID party) {
        super("no party " + party);
    }
}
