package org.trapline.evidence.custody;

/** What happened to an exhibit. */
public enum CustodyType {
    /** Handed in: the receipt itself is the event. */
    RECEIVED,
    /** Its bytes were read and found to be the ones that were received, for a check. */
    VERIFIED,
    /** Its bytes were read by the platform on a person's behalf; they did not leave it. */
    ACCESSED,
    /** Its bytes were handed out. */
    COPIED,
    /** A copy with parts left out was handed out. */
    REDACTED,
    /** Its bytes went into a court packet. */
    EXPORTED,
    /** A copy of its bytes was handed to somebody outside. */
    TRANSFERRED_OUT,
    /** Added to a matter that it did not come in for; its bytes stay where they are. */
    TRANSFERRED_IN,
    /** He has named the hash of what he got, and it is the exhibit's. */
    ACKNOWLEDGED,
    /** A legal hold was laid on it. */
    HELD,
    /** A legal hold on it ended; others may stand. */
    RELEASED,
    /** Its raw view was made to need a second person. */
    RESTRICTED,
    UNRESTRICTED,
    /** A raw view of a restricted exhibit was asked for. */
    REQUESTED,
    /** A second person allowed it. */
    APPROVED,
    /** Its bytes and its secret were destroyed; a tombstone stands for them. */
    DISPOSED,
    /** Its stored bytes, or a copy that somebody got, were found not to be the ones that were received. */
    ANOMALY
}
