package org.trapline.evidence.mail;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text out of bytes whose stated charset may be missing, misspelt or wrong. */
final class Charsets {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Pattern LABEL = Pattern.compile("[\"'\\s]*([A-Za-z0-9][A-Za-z0-9_.:+-]*)");

    private static final Pattern META =
            Pattern.compile("<meta[^>]{0,200}?charset=[\"']?([A-Za-z0-9_:-]{1,40})", Pattern.CASE_INSENSITIVE);

    /** Labels that Java does not know, or that senders use for a larger set than the name says (as the WHATWG has it). */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-8-i", "ISO-8859-8"),
            Map.entry("iso-8859-8-e", "ISO-8859-8"),
            Map.entry("iso-8859-6-i", "ISO-8859-6"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("hz-gb-2312", "GB18030"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("tis-620", "windows-874"),
            Map.entry("iso-8859-11", "windows-874"),
            Map.entry("unicode", "UTF-16"));

    private static final Map<String, Optional<Charset>> KNOWN = new ConcurrentHashMap<>();

    /** Labels come from outside: past so many they are looked up each time. */
    private static final int REMEMBERED = 500;

    private Charsets() {}

    /** The charset that a label means; empty for one that nobody knows. */
    static Optional<Charset> named(@Nullable String label) {
        if (label == null || label.isEmpty()) {
            return Optional.empty();
        }
        Optional<Charset> known = KNOWN.get(label);
        if (known == null) {
            known = lookUp(label);
            if (KNOWN.size() < REMEMBERED && label.length() < 64) {
                KNOWN.put(label, known);
            }
        }
        return known;
    }

    private static Optional<Charset> lookUp(String label) {
        Matcher matcher = LABEL.matcher(label);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        try {
            Charset charset = Charset.forName(MEANT.getOrDefault(name, name));
            return Optional.of(charset.canEncode() || charset.name().startsWith("ISO-2022") ? charset : WINDOWS_1252);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The text of bytes with a label; the label is not believed where the bytes show that it is wrong. */
    static String decode(byte[] bytes, @Nullable String label, Set<Defect> defects) {
        boolean ascii = isAscii(bytes);
        boolean stateful = label != null && isStateful(label);
        if (ascii && !stateful) {
            boolean escapes = label == null && hasEscape(bytes);
            if (label != null && !label.isBlank() && named(label).isEmpty()) {
                defects.add(Defect.UNKNOWN_CHARSET);
            }
            // Text in ISO-2022 is ASCII with escapes: without a label they say what it is.
            return escapes ? new String(bytes, Charset.forName("ISO-2022-JP")) : ascii(bytes);
        }
        if (label != null && Utf7.isLabel(label)) {
            return Utf7.decode(ascii(bytes));
        }
        // Mail without a charset says US-ASCII by default and seldom means it.
        if (label == null || label.isBlank() || label.equalsIgnoreCase("us-ascii")) {
            return guess(bytes, null);
        }
        Charset charset = named(label).orElse(null);
        if (charset == null) {
            defects.add(Defect.UNKNOWN_CHARSET);
            return guess(bytes, null);
        }
        String utf8 = charset.equals(StandardCharsets.UTF_8) || charset.equals(WINDOWS_1252) ? utf8(bytes) : null;
        if (utf8 != null) {
            if (charset.equals(WINDOWS_1252)) {
                defects.add(Defect.WRONG_CHARSET);
            }
            return utf8;
        }
        if (charset.equals(StandardCharsets.UTF_8)) {
            defects.add(Defect.WRONG_CHARSET);
            String read = new String(bytes, charset);
            long lost = read.chars().filter(c -> c == 0xfffd).count();
            long kept = read.chars().filter(c -> c >= 0x80 && c != 0xfffd).count();
            // A few bad bytes in good UTF-8 were damaged on the way; mostly bad means another charset.
            return lost <= kept ? read : guess(bytes, null);
        }
        return new String(bytes, charset);
    }

    /** Whether a switch of character set of ISO-2022-JP stands in the bytes (RFC 1468). */
    private static boolean hasEscape(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == 0x1b && bytes[i + 1] == '$' && (bytes[i + 2] == 'B' || bytes[i + 2] == '@')) {
                return true;
            }
        }
        return false;
    }

    /** The label that HTML has in its first bytes; null without one. */
    static @Nullable String statedByHtml(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 2048), StandardCharsets.ISO_8859_1);
        Matcher matcher = META.matcher(head);
        for (int at = head.indexOf('<'); at >= 0; at = head.indexOf('<', at + 1)) {
            if (head.regionMatches(true, at, "<meta", 0, 5)
                    && matcher.region(at, head.length()).lookingAt()) {
                return matcher.group(1);
            }
        }
        return null;
    }

    private static boolean isStateful(String label) {
        return label.regionMatches(true, 0, "iso-2022", 0, 8)
                || label.regionMatches(true, 0, "utf-16", 0, 6)
                || label.regionMatches(true, 0, "utf-32", 0, 6)
                || Utf7.isLabel(label);
    }

    static String guess(byte[] bytes) {
        return guess(bytes, null);
    }

    /**
     * UTF-8 when the bytes are.
     *
     * @param fallback for bytes that are not; without one the most common charset of the West, which has a character for
     *     nearly every byte
     */
    static String guess(byte[] bytes, @Nullable Charset fallback) {
        if (isAscii(bytes)) {
            return ascii(bytes);
        }
        String utf8 = utf8(bytes);
        return utf8 != null ? utf8 : new String(bytes, fallback == null ? WINDOWS_1252 : fallback);
    }

    private static @Nullable String utf8(byte[] bytes) {
        String lenient = new String(bytes, StandardCharsets.UTF_8);
        int replaced = 0;
        for (int at = lenient.indexOf(0xfffd); at >= 0; at = lenient.indexOf(0xfffd, at + 1)) {
            replaced++;
        }
        return replaced == 0 || replaced == statedReplacements(bytes) ? lenient : null;
    }

    /** How often the bytes themselves say U+FFFD; each more that was read stands for bytes that are no UTF-8. */
    private static int statedReplacements(byte[] bytes) {
        int stated = 0;
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xef && bytes[i + 1] == (byte) 0xbf && bytes[i + 2] == (byte) 0xbd) {
                stated++;
            }
        }
        return stated;
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static boolean isAscii(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes);
        while (words.remaining() >= Long.BYTES) {
            if ((words.getLong() & 0x8080808080808080L) != 0) {
                return false;
            }
        }
        while (words.hasRemaining()) {
            if (words.get() < 0) {
                return false;
            }
        }
        return true;
    }
}
