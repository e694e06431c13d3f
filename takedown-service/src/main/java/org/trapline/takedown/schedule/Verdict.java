package org.trapline.takedown.schedule;

/** What one look at a name came to. The order of the constants is the precedence: the first that fits is the verdict. */
public enum Verdict {
    /** A question was not answered, so nothing is concluded. */
    UNKNOWN,
    /** Not registered any more, or about to be deleted: somebody else may register it. */
    DELETED_RISK,
    /** The parent delegates to exactly the name servers that the order sets. */
    SINKHOLED,
    /** The parent delegates to other name servers. */
    UP,
    /** The parent does not delegate any more, a resolver still answers from its cache. */
    CACHED,
    /** A hold status stands at the registry and the parent does not delegate. */
    HELD,
    /** The parent does not delegate, but no hold keeps it so. */
    NOT_DELEGATED;

    boolean isDown() {
        return this == HELD || this == SINKHOLED;
    }

    /** Whether a name that had been down is to be looked at by a person again. */
    boolean isBack() {
        return this == UP || this == DELETED_RISK;
    }
}
