package org.trapline.evidence.findings;

/** What a machine may say about a rule and a message. That a law was broken is never among it. */
public enum Verdict {
    /** The message alone supports it. */
    INDICATED,
    /** The message alone does not support it. */
    NOT_INDICATED,
    /** It cannot be decided without the facts that the finding names. */
    NEEDS_FACT,
    /** The rule has nothing to say about this message. */
    NOT_APPLICABLE
}
