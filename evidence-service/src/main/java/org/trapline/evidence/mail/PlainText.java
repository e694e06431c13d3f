package org.trapline.evidence.mail;

/** Plain text as its reader sees it. */
final class PlainText {

    private PlainText() {}

    /** Without characters that take no room, and without those that cannot be shown or stored. */
    static String visible(String content) {
        boolean clean = true;
        for (int i = 0; clean && i < content.length(); i++) {
            clean = isShown(content.charAt(i));
        }
        if (clean) {
            return content;
        }
        StringBuilder shown = new StringBuilder(content.length());
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (isShown(c)) {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    private static boolean isShown(char c) {
        return c >= ' ' ? c < 0xad || !ReadableText.isWithoutWidth(c) : c == '\n' || c == '\t' || c == '\r';
    }
}
