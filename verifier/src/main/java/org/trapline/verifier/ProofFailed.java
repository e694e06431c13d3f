package org.trapline.verifier;

/** A proof, a note or a commitment does not show what it claims. */
public final class ProofFailed extends Exception {

    public ProofFailed(String why) {
        super(why);
    }
}
