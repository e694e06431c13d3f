package org.trapline.evidence.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ways of writing characters that leave a text readable where they are not used. */
final class TextDecoders {

    private static final byte[] NOTHING = {};

    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("commat", "@"),
            Map.entry("period", "."),
            Map.entry("plus", "+"),
            Map.entry("lowbar", "_"),
            Map.entry("hyphen", "-"),
            Map.entry("dash", "-"),
            Map.entry("num", "#"),
            Map.entry("percnt", "%"),
            Map.entry("equals", "="),
            Map.entry("sol", "/"),
            Map.entry("colon", ":"),
            Map.entry("bsol", "\\"));

    /** Each gives the text as it reads with one way of writing undone, null when that is not used in it. */
    static final List<Function<View, @Nullable View>> ALL = List.of(
            escapes("%([0-9A-Fa-f]{2})", 16),
            escapes("%u([0-9A-Fa-f]{4})", 16),
            view -> view.replaced(
                    Pattern.compile("=(?:([0-9A-Fa-f]{2})|[ \\t]*\\r?\\n|$)"),
                    m -> m.group(1) == null ? NOTHING : one(Integer.parseInt(m.group(1), 16))),
            escapes("&#(\\d{1,7});?", 10),
            escapes("&#[xX]([0-9A-Fa-f]{1,6});?", 16),
            view -> view.replaced(Pattern.compile("&([a-zA-Z]{2,8});?"), TextDecoders::entity),
            escapes("\\\\x([0-9A-Fa-f]{2})", 16),
            escapes("\\\\u\\{?([0-9A-Fa-f]{4,6})\\}?", 16),
            escapes("\\\\([0-7]{1,3})", 8),
            escapes("\\\\0{0,4}([0-9A-Fa-f]{2}) ?", 16),
            escapes("[Uu]\\+([0-9A-Fa-f]{4,6}) ?", 16),
            view -> view.replaced(Pattern.compile("\\?=\\s+=\\?[^?\\s]{1,60}\\?[QqBb]\\?"), m -> NOTHING),
            view -> view.replaced(
                    Pattern.compile("=\\?[^?\\s]{1,60}\\?([QqBb])\\?([^?\\s]{0,4000})\\?=(?:\\s+(?==\\?))?"),
                    TextDecoders::encodedWord),
            view -> view.replaced(
                    Pattern.compile(
                            "(?is)<([a-z0-9]{1,12})\\b[^<>]{0,100}(?:display\\s*:\\s*none|font-size\\s*:\\s*0|hidden)"
                                    + "[^<>]{0,100}>[^<]{0,200}</\\1>"),
                    m -> NOTHING),
            view -> view.replaced(Pattern.compile("<[^<>]{0,2000}>"), m -> NOTHING),
            view -> view.replaced(Pattern.compile("\\([^()]{0,400}\\)"), m -> NOTHING));

    /** The same for ways that turn every text into another one. */
    static final List<Function<View, @Nullable View>> TURNED =
            List.of(TextDecoders::rot47, TextDecoders::rot13, TextDecoders::reversed, TextDecoders::withoutHighBits);

    private TextDecoders() {}

    private static Function<View, @Nullable View> escapes(String regex, int radix) {
        Pattern pattern = Pattern.compile(regex);
        return view -> view.replaced(pattern, m -> one(Integer.parseInt(m.group(1), radix)));
    }

    /** The character in UTF-8, or the byte that it is. */
    private static byte[] one(int code) {
        if (code < 0x100) {
            return new byte[] {(byte) code};
        }
        return Character.isValidCodePoint(code)
                ? new String(Character.toChars(code)).getBytes(StandardCharsets.UTF_8)
                : NOTHING;
    }

    private static byte[] entity(MatchResult match) {
        String known = ENTITIES.get(match.group(1).toLowerCase(java.util.Locale.ROOT));
        // Whatever else it names, a soft hyphen for example, is no part of an address.
        return known == null ? NOTHING : known.getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 2047, whatever is wrong with it. */
    private static byte[] encodedWord(MatchResult match) {
        if (match.group(1).equalsIgnoreCase("B")) {
            String digits = match.group(2).replaceAll("[^A-Za-z0-9+/]", "");
            try {
                return Base64.getDecoder().decode(digits.length() % 4 == 1 ? digits + "A" : digits);
            } catch (IllegalArgumentException e) {
                return NOTHING;
            }
        }
        StringBuilder decoded = new StringBuilder();
        String text = match.group(2).replace('_', ' ');
        for (int i = 0; i < text.length(); i++) {
            int high = text.charAt(i) == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            decoded.append(low < 0 ? text.charAt(i) : (char) (high * 16 + low));
            i += low < 0 ? 0 : 2;
        }
        return decoded.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static View rot47(View view) {
        return mapped(view, b -> b > ' ' && b < 0x7f ? (b - 33 + 47) % 94 + 33 : b);
    }

    private static View rot13(View view) {
        return mapped(view, b -> {
            int letter = b | 0x20;
            return letter < 'a' || letter > 'z' ? b : (letter - 'a' + 13) % 26 + 'a' & ~0x20 | b & 0x20;
        });
    }

    private static View reversed(View view) {
        View.Builder builder = new View.Builder(view.size());
        for (int i = view.size() - 1; i >= 0; i--) {
            builder.add(view.data()[i], view.from(i), view.to(i));
        }
        return builder.done();
    }

    /** Seven bits of eight, for texts that use the eighth. */
    private static @Nullable View withoutHighBits(View view) {
        int high = 0;
        for (byte b : view.data()) {
            high += b < 0 ? 1 : 0;
        }
        return high < 6 ? null : mapped(view, b -> b & 0x7f);
    }

    private static View mapped(View view, java.util.function.IntUnaryOperator byteOf) {
        View.Builder builder = new View.Builder(view.size());
        for (int i = 0; i < view.size(); i++) {
            builder.add((byte) byteOf.applyAsInt(view.data()[i] & 0xff), view.from(i), view.to(i));
        }
        return builder.done();
    }
}
