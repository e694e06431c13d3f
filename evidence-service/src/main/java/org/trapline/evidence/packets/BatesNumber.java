package org.trapline.evidence.packets;

/**
 * The page number of an exhibit in court: one for each exhibit, since mail has no pages.
 *
 * @param prefix names the office and the matter, for example {@code MA-AGO}
 * @param number from 1, without gaps within a prefix
 */
record BatesNumber(String prefix, long number) {

    /** What a prefix may be. */
    static final String PREFIX = "[A-Z][A-Z0-9]{0,15}(-[A-Z0-9]{1,15}){0,3}";

    BatesNumber {
        if (!prefix.matches(PREFIX) || number < 1) {
            throw new IllegalArgumentException("No Bates number: " + prefix + " " + number);
        }
    }

    /** Zero-padded, so that the order of text is the order of numbers. */
    @Override
    public String toString() {
        return "%s-%07d".formatted(prefix, number);
    }
}
