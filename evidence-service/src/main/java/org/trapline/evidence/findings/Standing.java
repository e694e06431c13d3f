package org.trapline.evidence.findings;

/** How a rule serves a state's suit (15 USC 7706(f)). */
public enum Standing {
    /** One message suffices: 7704(a)(1), (a)(2), (d); M.G.L. c. 93A section 2. */
    SINGLE_MESSAGE(true),
    /** A pattern or practice is needed: 7704(a)(3) to (5). */
    PATTERN_OR_PRACTICE(true),
    /** No count of its own; it raises damages. */
    AGGRAVATION(false),
    /** A part of every count. */
    ELEMENT(false),
    /** How and where to sue. */
    PROCEDURE(false),
    /** Not the attorney general's to enforce. */
    NONE(false);

    private final boolean counts;

    Standing(boolean counts) {
        this.counts = counts;
    }

    /** Whether the attorney general can plead it as a count. */
    boolean counts() {
        return counts;
    }
}
