package org.trapline.evidence.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** UTF-7 (RFC 2152), which the JDK does not have. */
final class Utf7 {

    private Utf7() {}

    static boolean isLabel(String label) {
        return label.regionMatches(true, 0, "utf-7", 0, 5) || label.regionMatches(true, 0, "unicode-1-1-utf-7", 0, 17);
    }

    static String decode(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '+') {
                decoded.append(c);
                continue;
            }
            int end = at;
            while (end < text.length() && isBase64(text.charAt(end))) {
                end++;
            }
            if (end == at) {
                decoded.append('+');
            } else {
                decoded.append(shifted(text.substring(at, end)));
            }
            at = end < text.length() && text.charAt(end) == '-' ? end + 1 : end;
        }
        return decoded.toString();
    }

    private static String shifted(String base64) {
        // One digit left over is no byte.
        String whole = base64.length() % 4 == 1 ? base64.substring(0, base64.length() - 1) : base64;
        byte[] utf16 = Base64.getDecoder().decode(whole);
        return new String(utf16, 0, utf16.length / 2 * 2, StandardCharsets.UTF_16BE);
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
