package org.trapline.evidence.mail;

/** The four ways that programs write an mbox, told apart by nothing that the file says of itself. */
public enum MboxDialect {

    /** A {@code Content-Length} is believed where it ends exactly at a separator or at the end; lines decide elsewhere. */
    AUTO,

    /** {@code From } lines of bodies are quoted as {@code >From }. */
    MBOXO,

    /** Like mboxo, and quoted lines once more. */
    MBOXRD,

    /** Quoted like mboxo, with a {@code Content-Length} that need not be looked at. */
    MBOXCL,

    /** Nothing is quoted: only {@code Content-Length} tells a {@code From } line of a body from a separator. */
    MBOXCL2;

    /** Whether a stated length decides; whoever knows that bodies are quoted is safe from senders who invent one. */
    boolean believesLength() {
        return this == AUTO || this == MBOXCL2;
    }
}
