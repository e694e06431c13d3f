package org.trapline.evidence.ledger;

/** The service does not start: whoever keeps its checkpoints could verify none of the next ones. */
final class LedgerKeyChanged extends RuntimeException {

    LedgerKeyChanged(String what, long size, String signature) {
        super("trapline.evidence.ledger.key-file: " + what + ", and the log is signed up to " + size
                + " leaves, with another key or under another origin (" + signature
                + "). Put back the key file and the origin that it was signed with."
                + " docs/formats/ledger.md says what to do when the key is lost");
    }
}
