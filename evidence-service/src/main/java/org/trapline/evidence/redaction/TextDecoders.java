package org.trapline.evidence.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ways of writing characters that leave a text readable where they are not used. */
final class TextDecoders {

    private static final byte[] NOTHING = {};
    private static final int MAX_TAG = 2000;
    private static final int MAX_COMMENT = 400;
    private static final int MAX_CODE_POINT = 0x10ffff;

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

    private static final Pattern WORD =
            Pattern.compile("=\\?[^?\\s]{1,60}\\?([QqBb])\\?([^?\\s]{0,4000})\\?=(?:\\s+(?==\\?))?");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\?=\\s+=\\?[^?\\s]{1,60}\\?[QqBb]\\?");
    private static final Pattern HIDDEN =
            Pattern.compile("(?is)<([a-z0-9]{1,12})\\b[^<>]{0,100}(?:display\\s*:\\s*none|font-size\\s*:\\s*0|hidden)"
                    + "[^<>]{0,100}>[^<]{0,200}</\\1>");

    private static final Way URL = (text, at, out) -> {
        if (text.at(at) != '%') {
            return at;
        }
        boolean wide = text.at(at + 1) == 'u';
        int digits = wide ? 4 : 2;
        return character(text, at + (wide ? 2 : 1), digits, digits, 16, out, at);
    };
    private static final Way QUOTED_PRINTABLE = (text, at, out) -> {
        if (text.at(at) != '=') {
            return at;
        }
        int line = at + 1;
        while (text.at(line) == ' ' || text.at(line) == '\t') {
            line++;
        }
        line += text.at(line) == '\r' ? 1 : 0;
        if (text.at(line) == '\n' || at + 1 == text.size()) {
            return Math.min(line + 1, text.size());
        }
        return character(text, at + 1, 2, 2, 16, out, at);
    };
    private static final Way WORDS = matching('=', '?', WORD, TextDecoders::encodedWord);
    private static final Way JOINED_WORDS = matching('?', '=', BETWEEN_WORDS, m -> NOTHING);
    private static final Way ENTITY = (text, at, out) -> {
        if (text.at(at) != '&') {
            return at;
        }
        int end;
        if (text.at(at + 1) == '#') {
            boolean hex = (text.at(at + 2) | 0x20) == 'x';
            end = hex ? character(text, at + 3, 1, 6, 16, out, at) : character(text, at + 2, 1, 7, 10, out, at);
        } else {
            end = named(text, at, out);
        }
        return end > at && text.at(end) == ';' ? end + 1 : end;
    };
    private static final Way SCRIPT = (text, at, out) -> {
        if (text.at(at) != '\\') {
            return at;
        }
        if (text.at(at + 1) == 'x') {
            return character(text, at + 2, 2, 2, 16, out, at);
        }
        if (text.at(at + 1) == 'u') {
            boolean braced = text.at(at + 2) == '{';
            int end = character(text, at + (braced ? 3 : 2), braced ? 1 : 4, braced ? 6 : 4, 16, out, at);
            return braced && end > at && text.at(end) == '}' ? end + 1 : end;
        }
        return character(text, at + 1, 1, 3, 8, out, at);
    };
    private static final Way STYLE = (text, at, out) -> {
        if (text.at(at) != '\\') {
            return at;
        }
        int digits = at + 1;
        while (digits < at + 5 && text.at(digits) == '0') {
            digits++;
        }
        int end = character(text, digits, 2, 2, 16, out, at);
        return end > at && text.at(end) == ' ' ? end + 1 : end;
    };
    private static final Way UNICODE_NAME = (text, at, out) -> {
        if ((text.at(at) | 0x20) != 'u' || text.at(at + 1) != '+') {
            return at;
        }
        int end = character(text, at + 2, 4, 6, 16, out, at);
        return end > at && text.at(end) == ' ' ? end + 1 : end;
    };
    private static final Way HIDDEN_ELEMENT = matching('<', -1, HIDDEN, m -> NOTHING);
    private static final Way TAG = (text, at, out) -> enclosed(text, at, '<', '>', MAX_TAG);
    private static final Way COMMENT = (text, at, out) -> enclosed(text, at, '(', ')', MAX_COMMENT);

    /** One way of writing undone at a time, each null when it is not used in the text. */
    static final List<Function<View, @Nullable View>> EACH = List.of(
            undoing(URL),
            undoing(QUOTED_PRINTABLE),
            undoing(ENTITY),
            undoing(SCRIPT),
            undoing(STYLE),
            undoing(UNICODE_NAME),
            undoing(JOINED_WORDS),
            undoing(WORDS));

    /** All ways of writing characters undone wherever they stand. Octal and style sheets' numbers contradict each other. */
    static final Function<View, @Nullable View> ESCAPES =
            undoing(WORDS, QUOTED_PRINTABLE, URL, ENTITY, SCRIPT, UNICODE_NAME);

    static final Function<View, @Nullable View> STYLE_ESCAPES =
            undoing(WORDS, QUOTED_PRINTABLE, URL, ENTITY, STYLE, UNICODE_NAME);

    static final Function<View, @Nullable View> HIDDEN_ELEMENTS = undoing(HIDDEN_ELEMENT);
    static final Function<View, @Nullable View> TAGS = undoing(TAG);
    static final Function<View, @Nullable View> COMMENTS = undoing(COMMENT);

    /** The ways of writing a link. */
    static final List<Function<View, @Nullable View>> OF_LINKS =
            List.of(undoing(URL), undoing(QUOTED_PRINTABLE), undoing(ENTITY));

    /** Ways that turn every text into another one. */
    static final List<Function<View, @Nullable View>> TURNED =
            List.of(TextDecoders::rot47, TextDecoders::rot13, TextDecoders::reversed, TextDecoders::withoutHighBits);

    private TextDecoders() {}

    /** Reads what is written in one way at a place and gives the place after it; the same place when it is not. */
    @FunctionalInterface
    interface Way {
        int read(View text, int at, View.Made out);
    }

    private static Function<View, @Nullable View> undoing(Way... ways) {
        return view -> view.undone((text, at, out) -> {
            for (Way way : ways) {
                int end = way.read(text, at, out);
                if (end > at) {
                    return end;
                }
            }
            return at;
        });
    }

    private static Way matching(int first, int second, Pattern pattern, Function<Matcher, byte[]> made) {
        return (text, at, out) -> {
            if (text.at(at) != first || (second >= 0 && text.at(at + 1) != second)) {
                return at;
            }
            Matcher matcher = pattern.matcher(text.text()).region(at, text.size());
            if (!matcher.useTransparentBounds(true).lookingAt()) {
                return at;
            }
            out.bytes(made.apply(matcher));
            return matcher.end();
        };
    }

    /** A number of so many digits that stands for a character; gives {@code start} when there is none. */
    private static int character(View text, int at, int least, int most, int radix, View.Made out, int start) {
        int code = 0;
        int end = at;
        while (end < at + most) {
            int digit = Character.digit(text.at(end), radix);
            if (digit < 0) {
                break;
            }
            code = code * radix + digit;
            end++;
        }
        if (end - at < least) {
            return start;
        }
        if (code < 0x100) {
            out.one(code);
        } else if (code <= MAX_CODE_POINT) {
            out.bytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
        }
        return end;
    }

    private static int named(View text, int at, View.Made out) {
        StringBuilder name = new StringBuilder(8);
        int end = at + 1;
        while (end < at + 9 && letter(text.at(end))) {
            name.append((char) (text.at(end++) | 0x20));
        }
        if (name.length() < 2) {
            return at;
        }
        // Whatever else it names, a soft hyphen for example, is no part of an address.
        out.bytes(ENTITIES.getOrDefault(name.toString(), "").getBytes(StandardCharsets.US_ASCII));
        return end;
    }

    private static boolean letter(int c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    private static int enclosed(View text, int at, int open, int close, int most) {
        if (text.at(at) != open) {
            return at;
        }
        for (int i = at + 1; i <= at + most + 1 && i < text.size(); i++) {
            int c = text.at(i);
            if (c == close) {
                return i + 1;
            }
            if (c == open) {
                return at;
            }
        }
        return at;
    }

    /** RFC 2047, whatever is wrong with it. */
    private static byte[] encodedWord(Matcher match) {
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

    private static View mapped(View view, IntUnaryOperator byteOf) {
        byte[] turned = new byte[view.size()];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = (byte) byteOf.applyAsInt(view.data()[i] & 0xff);
        }
        return view.with(turned);
    }
}
