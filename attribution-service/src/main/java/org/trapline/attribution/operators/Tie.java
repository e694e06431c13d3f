package org.trapline.attribution.operators;

/** A relation that a source states outright. */
public enum Tie {
    OPERATES,
    REGISTERED_BY,
    WORKS_FOR,
    DIRECTS,
    /** Never evidence of one operator: the two stay two, and the possibility is shown. */
    POSSIBLE_ALIAS_OF;

    /** One in so many statements of the kind would be made of two unrelated entities by mistake. */
    private static final double MISTAKES = 1_024;

    /**
     * @param confidence of the statement, as {@code m}
     * @return bits in favour of one operator, {@code log2(confidence * 1024)}, not below 0
     */
    double bits(double confidence) {
        return this == POSSIBLE_ALIAS_OF ? 0 : Math.max(0, Math.log(confidence * MISTAKES) / Math.log(2));
    }
}
