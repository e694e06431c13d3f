package org.trapline.evidence.ledger;

/** The log has no such tile, or not yet. */
public final class NoSuchTile extends RuntimeException {

    NoSuchTile(String path) {
        super("The log has no tile " + path);
    }
}
