package org.trapline.evidence.findings;

import java.text.Normalizer;

/**
 * Characters as the eye reads them: lower case without accents, letters of other scripts and digits as the Latin letters that they
 * look like. Terms and texts are folded the same way, so only likeness matters.
 */
final class Folding {

    /** Stands for what is not seen: zero-width characters and accents of their own. */
    static final char SKIPPED = 0;

    /** Stands for all that is neither letter nor digit. */
    static final char SPACE = ' ';

    private static final String SHOWN = "01l345\u0430\u0435\u043e\u0440\u0441\u0445\u0456\u03bf\u03b1";
    private static final String MEANT = "oiieasaeopcxioa";
    private static final String JOINTS = ".-_*'~^+";
    private static final char[] TABLE = new char[0x10000];

    static {
        for (int c = 0; c < 0x10000; c++) {
            char folded = folded((char) c);
            int alike = folded == SKIPPED ? -1 : SHOWN.indexOf(folded);
            TABLE[c] = alike < 0 ? folded : MEANT.charAt(alike);
        }
    }

    private Folding() {}

    static char fold(char c) {
        return TABLE[c];
    }

    /** A term, or a short text: words with one space between. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = fold(text.charAt(i));
            boolean again = folded.length() == 0 || folded.charAt(folded.length() - 1) == SPACE;
            if (c != SKIPPED && !(c == SPACE && again)) {
                folded.append(c);
            }
        }
        return folded.toString().strip();
    }

    /** The letter that a sign stands for amid letters, as in {@code vi@gra}; a space when it stands for none. */
    static char sign(String text, int at) {
        char c = text.charAt(at);
        char letter = c == '@' ? 'a' : c == '$' ? 's' : c == '!' || c == '|' ? 'i' : SPACE;
        if (letter == SPACE || !isLetter(text, at + 1) || (c != '$' && !isLetter(text, at - 1))) {
            return SPACE;
        }
        return c == '@' && isAddress(text, at) ? SPACE : letter;
    }

    /** Whether what follows an at sign is the name of a host. */
    private static boolean isAddress(String text, int at) {
        int end = at + 1;
        while (end < text.length() && end < at + 64 && (isLetter(text, end) || text.charAt(end) == '-')) {
            end++;
        }
        return end < text.length() && text.charAt(end) == '.' && isLetter(text, end + 1);
    }

    /** Whether what stands between two letters only parts them: a sign within a word, or anything between single letters. */
    static boolean isJoint(String text, int at) {
        if (!isLetter(text, at - 1) || !isLetter(text, at + 1)) {
            return false;
        }
        return JOINTS.indexOf(text.charAt(at)) >= 0 || (!isLetter(text, at - 2) && !isLetter(text, at + 2));
    }

    static boolean isLetter(String text, int index) {
        return index >= 0 && index < text.length() && TABLE[text.charAt(index)] > SPACE;
    }

    private static char folded(char c) {
        int type = Character.getType(c);
        if (type == Character.FORMAT || type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return SKIPPED;
        }
        if (!Character.isLetterOrDigit(c)) {
            return SPACE;
        }
        boolean foldable = c >= 0x80 && (c < 0x2e80 || c >= 0xff00);
        char base = foldable
                ? Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD).charAt(0)
                : c;
        if (base == '\u00df') {
            return 's';
        }
        return Character.isLetterOrDigit(base) ? Character.toLowerCase(base) : SPACE;
    }
}
