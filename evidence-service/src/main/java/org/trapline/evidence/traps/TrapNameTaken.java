package org.trapline.evidence.traps;

/** Another trap has this name. */
public final class TrapNameTaken extends RuntimeException {

    TrapNameTaken(String name) {
        super("There is a trap named " + name + " already");
    }
}
