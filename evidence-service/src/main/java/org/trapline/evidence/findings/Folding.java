package org.trapline.evidence.findings;

import java.text.Normalizer;

/**
 * Walks a text by folded characters: lower case without accents, zero-width characters left out, every run of anything else one
 * space. It knows where in the text each of the last characters stood.
 */
final class Folding {

    /** More than the longest term; a power of two. */
    private static final int KEPT = 128;

    private static final char SKIPPED = 0;
    private static final String JOINTS = ".-_*'~^+";
    private static final char[] PLAIN = new char[0x10000];
    private static final char[] DISGUISED = new char[0x10000];

    static {
        // What looks alike to the eye; terms are folded the same way, so only likeness matters.
        String shown = "01l345\u0430\u0435\u043e\u0440\u0441\u0445\u0456\u03bf\u03b1";
        String meant = "oiieasaeopcxioa";
        for (int c = 0; c < 0x10000; c++) {
            PLAIN[c] = plain((char) c);
            int alike = PLAIN[c] == SKIPPED ? -1 : shown.indexOf(PLAIN[c]);
            DISGUISED[c] = alike < 0 ? PLAIN[c] : meant.charAt(alike);
        }
    }

    private final CharSequence text;
    private final boolean disguised;
    private final boolean joining;
    private final char[] table;
    private final char[] chars = new char[KEPT];
    private final int[] starts = new int[KEPT];
    private final int[] joints = new int[KEPT];
    private int read;
    private int joined;
    /** Number of the current character, from 1; number 0 is the space before the text. */
    private int number = -1;

    /** Letters since anything else. */
    private int token;

    Folding(CharSequence text, boolean disguised, boolean joining) {
        this.text = text;
        this.disguised = disguised;
        this.joining = joining;
        this.table = disguised ? DISGUISED : PLAIN;
        put(0, ' ', 0);
        put(1, next(), read - 1);
        number = 0;
    }

    static String fold(String term, boolean disguised) {
        Folding folding = new Folding(term, disguised, false);
        StringBuilder folded = new StringBuilder();
        while (folding.advance()) {
            folded.append(folding.current());
        }
        return folded.toString().strip();
    }

    /** Goes to the next character; false at the end. */
    boolean advance() {
        number++;
        if (chars[number & KEPT - 1] == SKIPPED) {
            return false;
        }
        put(number + 1, next(), read - 1);
        return true;
    }

    char current() {
        return chars[number & KEPT - 1];
    }

    /**
     * Whether the last characters are whole words; scripts without spaces have no such bounds.
     *
     * @param ending whether the end of a longer word will do
     */
    boolean isWord(int length, boolean ending) {
        char before = chars[number - length & KEPT - 1];
        char first = chars[number - length + 1 & KEPT - 1];
        char after = chars[number + 1 & KEPT - 1];
        return (ending || before == ' ' || first >= 0x2e80)
                && (after == ' ' || after == SKIPPED || current() >= 0x2e80);
    }

    /** Whether something was left out between the last characters to join them. */
    boolean wasJoined(int length) {
        return joints[number & KEPT - 1] > joints[number - length + 1 & KEPT - 1];
    }

    /** Where in the text the last characters begin. */
    int start(int length) {
        return starts[number - length + 1 & KEPT - 1];
    }

    /** Where in the text the current character ends. */
    int end() {
        return starts[number & KEPT - 1] + 1;
    }

    private void put(int index, char c, int start) {
        int slot = index & KEPT - 1;
        chars[slot] = c;
        starts[slot] = start;
        joints[slot] = joined;
    }

    /** The next folded character; {@link #read} is then behind it. */
    private char next() {
        boolean space = false;
        while (read < text.length()) {
            char c = text.charAt(read);
            char folded = table[c];
            if (disguised && folded == ' ') {
                folded = sign(c);
            }
            if (folded > ' ') {
                if (space) {
                    // This character is read again after the space that stands for all before it.
                    return ' ';
                }
                token++;
            } else if (folded == ' ') {
                if (joining && !space && isJoint(c)) {
                    joined++;
                } else {
                    space = true;
                }
                token = 0;
            }
            read++;
            if (folded > ' ') {
                return folded;
            }
        }
        read = text.length() + 1;
        return SKIPPED;
    }

    /** Signs that are letters only amid letters. */
    private char sign(char c) {
        char letter = c == '@' ? 'a' : c == '$' ? 's' : c == '!' || c == '|' ? 'i' : ' ';
        boolean amid = letter != ' ' && isLetter(read + 1) && (c == '$' || token > 0);
        return amid ? letter : ' ';
    }

    /** Whether what stands between two letters only parts them: a sign within a word, or anything between single letters. */
    private boolean isJoint(char c) {
        if (token == 0 || !isLetter(read + 1)) {
            return false;
        }
        return JOINTS.indexOf(c) >= 0 || (token == 1 && !isLetter(read + 2));
    }

    private boolean isLetter(int index) {
        return index < text.length() && Character.isLetterOrDigit(text.charAt(index));
    }

    private static char plain(char c) {
        int type = Character.getType(c);
        if (type == Character.FORMAT || type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return SKIPPED;
        }
        if (!Character.isLetterOrDigit(c)) {
            return ' ';
        }
        boolean foldable = c >= 0x80 && (c < 0x2e80 || c >= 0xff00);
        char base = foldable
                ? Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD).charAt(0)
                : c;
        if (base == '\u00df') {
            return 's';
        }
        return Character.isLetterOrDigit(base) ? Character.toLowerCase(base) : ' ';
    }
}
