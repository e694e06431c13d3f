package org.trapline.evidence.exhibits;

/** What an exhibit is. */
public enum ExhibitKind {
    /** Mail to a trap, as the intake takes it. */
    TRAP_MESSAGE,
    /** Other mail, for example a registrar's answer. */
    MAIL,
    RDAP_RESPONSE,
    DNS_ANSWER,
    PAGE_CAPTURE,
    DOCUMENT,
    /** How custody chains ended at a moment, as the platform itself records it. */
    CUSTODY_JOURNAL;

    public boolean isMail() {
        return this == TRAP_MESSAGE || this == MAIL;
    }
}
