package org.trapline.evidence.redaction;

/** Lines of base64 one after the other, as MIME writes a part. */
final class Base64Block {

    private static final int LEAST = 40;
    private static final int LEAST_LINE = 4;
    private static final int LONGEST_LINE = 100;

    private Base64Block() {}

    /** Tells where in the text such blocks stand. */
    static void each(View text, Needles.Match block) {
        int start = 0;
        int end = 0;
        for (int line = 0; line < text.size(); ) {
            int next = line;
            while (next < text.size() && text.data()[next] != '\n') {
                next++;
            }
            next = Math.min(next + 1, text.size());
            if (of64(text, line, next)) {
                start = end == line ? start : line;
                end = next;
            } else {
                tell(start, end, block);
                start = next;
                end = next;
            }
            line = next;
        }
        tell(start, end, block);
    }

    private static void tell(int start, int end, Needles.Match block) {
        if (end - start >= LEAST) {
            block.at(start, end);
        }
    }

    private static boolean of64(View text, int line, int next) {
        int end = next;
        while (end > line
                && (text.data()[end - 1] == '\n'
                        || text.data()[end - 1] == '\r'
                        || text.data()[end - 1] == ' '
                        || text.data()[end - 1] == '\t')) {
            end--;
        }
        for (int padding = 0; padding < 2 && end > line && text.data()[end - 1] == '='; padding++) {
            end--;
        }
        if (end - line < LEAST_LINE || end - line > LONGEST_LINE) {
            return false;
        }
        for (int i = line; i < end; i++) {
            byte b = text.data()[i];
            boolean digit =
                    (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '+' || b == '/';
            if (!digit) {
                return false;
            }
        }
        return true;
    }

    /** Whether what a block holds is no text. */
    static boolean binary(View decoded) {
        int controls = 0;
        for (byte b : decoded.data()) {
            controls += control(b) ? 1 : 0;
        }
        return controls * 200L > decoded.size();
    }

    static boolean control(byte b) {
        return b == 0x7f || (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b);
    }
}
