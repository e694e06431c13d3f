package org.trapline.evidence.mail;

/** Text with one blank between words, line ends between blocks, and without characters that take no room. */
final class ReadableText {

    private static final int MOST = 1024 * 1024;

    private final StringBuilder text = new StringBuilder();
    private boolean blank;
    private boolean lineEnd;

    void append(String words) {
        int i = 0;
        while (i < words.length() && text.length() < MOST) {
            char c = words.charAt(i);
            if (isWord(c)) {
                divide();
                int end = i + 1;
                while (end < words.length() && isWord(words.charAt(end))) {
                    end++;
                }
                text.append(words, i, Math.min(end, i + MOST - text.length()));
                i = end;
            } else {
                blank |= !isWithoutWidth(c);
                i++;
            }
        }
    }

    private static boolean isWord(char c) {
        return c > ' ' && (c < 0x7f || (c != 0xa0 && !isWithoutWidth(c)));
    }

    private void divide() {
        if (lineEnd && !text.isEmpty()) {
            text.append('\n');
        } else if (blank && !text.isEmpty()) {
            text.append(' ');
        }
        lineEnd = false;
        blank = false;
    }

    void blank() {
        blank = true;
    }

    void lineEnd() {
        lineEnd = true;
    }

    int length() {
        return text.length();
    }

    String from(int start) {
        return text.substring(Math.min(start, text.length())).strip();
    }

    /** Zero-width blanks and joiners, soft hyphens and marks of direction: they only divide words for programs. */
    static boolean isWithoutWidth(char c) {
        return c >= 0xad
                && (c == 0xad
                        || c == 0x34f
                        || c == 0x61c
                        || c == 0x180e
                        || (c >= 0x200b && c <= 0x200f)
                        || (c >= 0x202a && c <= 0x202e)
                        || (c >= 0x2060 && c <= 0x206f)
                        || c == 0xfeff);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
