package org.trapline.evidence.ledger;

/** A proof, a note or a commitment does not show what it claims. */
public final class ProofFailed extends Exception {

    ProofFailed(String why) {
        super(why);
    }
}
