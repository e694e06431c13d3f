package org.trapline.evidence.ledger;

/** What the database has of the ledger does not fit together, so that nothing of it is signed, grown or published. */
public final class LedgerAnomaly extends RuntimeException {

    public LedgerAnomaly(String why) {
        super("The ledger is not signed, grown or published: " + why + ". Run fsck, which names the rows");
    }
}
