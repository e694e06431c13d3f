package org.trapline.evidence.traps;

import java.util.UUID;

/** There is no such trap. */
public final class NoSuchTrap extends RuntimeException {

    NoSuchTrap(UUID trap) {
        super("There is no trap " + trap);
    }
}
