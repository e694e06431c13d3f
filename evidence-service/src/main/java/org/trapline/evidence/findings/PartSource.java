package org.trapline.evidence.findings;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;
import org.trapline.evidence.mail.Part;

/** The text of one part as it stands in the raw message: each character with the bytes that it came from. */
final class PartSource {

    private static final int MAX_ENTITY = 12;
    private static final int MAX_PART_HEADER = 8192;

    /** Markup that parts no words. */
    private static final Pattern INLINE = Pattern.compile(
            "</?(?:a|b|i|u|s|em|strong|span|font|small|big|sub|sup|wbr|code|tt)(?:[\\s/].*)?>|<!--.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final StringBuilder text = new StringBuilder();
    private int[] starts = new int[1024];
    private int[] ends = new int[1024];

    private PartSource() {}

    static PartSource of(byte[] raw, Part part) {
        PartSource source = new PartSource();
        int from = Math.max(0, Math.min(part.offset(), raw.length));
        int to = Math.max(from, Math.min(part.offset() + part.length(), raw.length));
        DecodedBytes bytes = DecodedBytes.of(raw, from, to, encoding(raw, from));
        source.read(bytes, charset(part), part.html());
        return source;
    }

    /** The part's transfer encoding, from the header lines before its body. */
    private static String encoding(byte[] raw, int body) {
        int from = Math.max(0, body - MAX_PART_HEADER);
        String before = new String(raw, from, body - from, StandardCharsets.ISO_8859_1).stripTrailing();
        int empty = Math.max(before.lastIndexOf("\n\n"), before.lastIndexOf("\n\r\n"));
        String header = before.substring(Math.max(0, empty)).toLowerCase(Locale.ROOT);
        int at = header.lastIndexOf("content-transfer-encoding:");
        if (at < 0) {
            return "";
        }
        int end = header.indexOf('\n', at);
        return header.substring(at + "content-transfer-encoding:".length(), end < 0 ? header.length() : end)
                .strip();
    }

    private static Charset charset(Part part) {
        try {
            String label = part.charset();
            Charset named = label == null ? StandardCharsets.UTF_8 : Charset.forName(label.strip());
            return named.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : named;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private void read(DecodedBytes bytes, Charset charset, boolean html) {
        PartSource plain = new PartSource();
        plain.decode(bytes, charset);
        if (!html) {
            copyCollapsed(plain);
            return;
        }
        PartSource shown = new PartSource();
        shown.stripMarkup(plain);
        copyCollapsed(shown);
    }

    private void decode(DecodedBytes bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer in = ByteBuffer.wrap(bytes.decoded(), 0, bytes.size());
        CharBuffer one = CharBuffer.allocate(1);
        CharBuffer two = CharBuffer.allocate(2);
        while (in.hasRemaining()) {
            int before = in.position();
            one.clear();
            decoder.decode(in, one, true);
            CharBuffer got = one;
            if (in.position() == before && one.position() == 0) {
                two.clear();
                decoder.decode(in, two, true);
                got = two;
                if (in.position() == before && two.position() == 0) {
                    return;
                }
            }
            for (int i = 0; i < got.position(); i++) {
                add(got.get(i), bytes.start(before), bytes.end(Math.max(before, in.position() - 1)));
            }
        }
    }

    private void stripMarkup(PartSource from) {
        int i = 0;
        while (i < from.text.length()) {
            char c = from.text.charAt(i);
            int close = c == '<' ? from.text.indexOf(">", i) : -1;
            if (close > 0) {
                if (!INLINE.matcher(from.text.substring(i, close + 1)).matches()) {
                    add(' ', from.starts[i], from.ends[i]);
                }
                i = close + 1;
            } else if (c == '&') {
                i = entity(from, i);
            } else {
                add(c, from.starts[i], from.ends[i]);
                i++;
            }
        }
    }

    private int entity(PartSource from, int at) {
        int end = from.text.indexOf(";", at);
        String written = end > at && end - at <= MAX_ENTITY ? from.text.substring(at, end + 1) : "&";
        String meant = Parser.unescapeEntities(written, false);
        for (int i = 0; i < meant.length(); i++) {
            add(meant.charAt(i), from.starts[at], from.ends[at + written.length() - 1]);
        }
        return at + written.length();
    }

    private void copyCollapsed(PartSource from) {
        for (int i = 0; i < from.text.length(); i++) {
            char c = from.text.charAt(i);
            boolean space = c <= ' ' || c == '\u00a0';
            if (!space || text.length() == 0 || text.charAt(text.length() - 1) != ' ') {
                add(space ? ' ' : c, from.starts[i], from.ends[i]);
            }
        }
    }

    private void add(char c, int start, int end) {
        if (text.length() == starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
            ends = Arrays.copyOf(ends, ends.length * 2);
        }
        starts[text.length()] = start;
        ends[text.length()] = end;
        text.append(c);
    }

    /**
     * The first byte of the words and the one after their last.
     *
     * @param at about where in the text they stand: of several places the nearest is taken
     */
    Optional<int[]> find(String quote, int at) {
        String words = quote.endsWith("\u2026") ? quote.substring(0, quote.length() - 1) : quote;
        String wanted = words.replaceAll("[\\s\\u00a0]+", " ").strip();
        int best = -1;
        int found = text.indexOf(wanted);
        while (found >= 0 && !wanted.isEmpty()) {
            if (best < 0 || Math.abs(found - at) < Math.abs(best - at)) {
                best = found;
            }
            found = text.indexOf(wanted, found + 1);
        }
        return best < 0 ? Optional.empty() : Optional.of(new int[] {starts[best], ends[best + wanted.length() - 1]});
    }
}
