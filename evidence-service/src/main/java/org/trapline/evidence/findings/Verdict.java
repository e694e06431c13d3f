package org.trapline.evidence.findings;

/** What a machine may say about a rule and a message. That a law was broken is never among it. */
public enum Verdict {
    /** The message alone supports it. */
    INDICATED('I'),
    /** The message alone does not support it. */
    NOT_INDICATED('N'),
    /** It cannot be decided without the facts that the finding names. */
    NEEDS_FACT('F'),
    /** The rule has nothing to say about this message. */
    NOT_APPLICABLE('X');

    private final char letter;

    Verdict(char letter) {
        this.letter = letter;
    }

    /** As rows have it. */
    char letter() {
        return letter;
    }

    static Verdict of(char letter) {
        for (Verdict verdict : values()) {
            if (verdict.letter == letter) {
                return verdict;
            }
        }
        throw new IllegalArgumentException("no verdict " + letter);
    }
}
