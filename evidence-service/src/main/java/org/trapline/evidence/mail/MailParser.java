package org.trapline.evidence.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message. It never throws on what the bytes say: whatever is wrong becomes a defect, and what could be read before
 * it is kept. Depth, number of parts and decoded size are bounded, and nothing is looked up anywhere.
 */
public final class MailParser {

    /** Names the parser whose reading the derived columns hold; raised when its results change. */
    public static final String VERSION = "trapline-mail/3";

    private static final int MAX_DEPTH = 24;
    private static final int MAX_PARTS = 1000;
    private static final int MAX_PART_BYTES = 2 * 1024 * 1024;
    private static final int MAX_TEXT = 1024 * 1024;
    private static final int MAX_FIELDS = 1000;

    /** Limits of line and header length are off: a message of any shape is bounded by its size already. */
    private static final MimeConfig PERMISSIVE = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxContentLen(-1)
            .build();

    private static final Set<String> UNENCODED = Set.of("7bit", "8bit", "binary");

    private static final Pattern FIELD = Pattern.compile("[\\x21-\\x39\\x3b-\\x7e]+[ \\t]*:.*", Pattern.DOTALL);

    private final byte[] raw;
    private final Set<Defect> defects = EnumSet.noneOf(Defect.class);
    private final Links links = new Links();
    private final StringBuilder text = new StringBuilder();
    private @Nullable String subject;
    private @Nullable String from;
    private @Nullable Instant date;
    private final List<HeaderField> fields = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int bodyStart;

    private MailParser(byte[] raw) {
        this.raw = raw;
    }

    public static ParsedMail parse(byte[] raw) {
        return new MailParser(raw).parse();
    }

    private ParsedMail parse() {
        inspectBytes();
        try {
            readParts();
        } catch (MimeException | IOException | RuntimeException e) {
            defects.add(Defect.BROKEN_MIME);
        }
        links.addText(text);
        return new ParsedMail(
                subject,
                from,
                date,
                text.toString(),
                "",
                links.hosts(),
                defects.stream().map(Defect::code).toList(),
                fields,
                parts,
                List.of());
    }

    private void inspectBytes() {
        for (byte b : raw) {
            if (b == 0) {
                defects.add(Defect.NUL_BYTES);
                break;
            }
        }
        int first = startsWithFromLine() ? lineEnd(0) : 0;
        if (!isField(first)) {
            defects.add(Defect.NO_HEADER);
            return;
        }
        int at = first;
        while (at < raw.length && (isField(at) || isFolded(at))) {
            int start = at;
            at = lineEnd(at);
            while (at < raw.length && isFolded(at)) {
                at = lineEnd(at);
            }
            if (isField(start) && fields.size() < MAX_FIELDS) {
                fields.add(Headers.field(raw, start, at - start));
            }
        }
        bodyStart = at < raw.length && isBlank(at) ? lineEnd(at) : at;
        // One stray line between fields is a broken field; more of them are a body.
        if (at < raw.length && !isBlank(at) && !isField(lineEnd(at))) {
            defects.add(Defect.NO_BLANK_LINE);
        }
    }

    private boolean isField(int at) {
        String line = new String(raw, at, Math.min(lineEnd(at) - at, 1000), StandardCharsets.ISO_8859_1);
        return FIELD.matcher(line).matches();
    }

    private boolean isFolded(int at) {
        return raw[at] == ' ' || raw[at] == '\t';
    }

    private boolean isBlank(int at) {
        return raw[at] == '\n' || (raw[at] == '\r' && (at + 1 == raw.length || raw[at + 1] == '\n'));
    }

    private boolean startsWithFromLine() {
        return raw.length > 5 && raw[0] == 'F' && raw[1] == 'r' && raw[2] == 'o' && raw[3] == 'm' && raw[4] == ' ';
    }

    private int lineEnd(int at) {
        int end = at;
        while (end < raw.length && raw[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, raw.length);
    }

    private void readParts() throws MimeException, IOException {
        int skip = startsWithFromLine() ? lineEnd(0) : 0;
        MimeTokenStream tokens = new MimeTokenStream(PERMISSIVE, new Noting(), null);
        tokens.parse(new ByteArrayInputStream(raw, skip, raw.length - skip));
        int depth = 0;
        int leaves = 0;
        for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            switch (state) {
                case T_START_MULTIPART -> {
                    depth++;
                    checkMultipart(tokens.getBodyDescriptor());
                }
                case T_START_MESSAGE -> depth++;
                case T_END_MULTIPART, T_END_MESSAGE -> depth--;
                case T_FIELD -> readField(tokens.getField(), depth);
                case T_BODY -> {
                    leaves++;
                    readBody(String.valueOf(leaves), tokens.getBodyDescriptor(), tokens.getDecodedInputStream());
                }
                default -> {
                    // The other tokens only mark where something begins or ends.
                }
            }
            if (depth > MAX_DEPTH || leaves > MAX_PARTS) {
                defects.add(Defect.TOO_MANY_PARTS);
                return;
            }
        }
    }

    /** RFC 2045 section 6.4: what has parts is not encoded, its parts are. */
    private void checkMultipart(BodyDescriptor body) {
        String encoding = String.valueOf(body.getTransferEncoding()).toLowerCase(Locale.ROOT);
        if (!UNENCODED.contains(encoding)) {
            defects.add(Defect.ENCODED_MULTIPART);
        }
    }

    private void readField(Field field, int depth) {
        if (Headers.isRaw8Bit(field)) {
            defects.add(Defect.RAW_8BIT_HEADER);
        }
        // The outermost message opens with a token of its own; deeper fields belong to parts.
        if (depth > 1) {
            return;
        }
        switch (field.getName().toLowerCase(Locale.ROOT)) {
            case "subject" -> subject = subject == null ? Headers.text(field) : subject;
            case "from" -> from = from == null ? Headers.text(field) : from;
            case "date" -> {
                date = date == null ? Headers.date(field).orElse(null) : date;
                if (date == null) {
                    defects.add(Defect.BAD_DATE);
                }
            }
            default -> {
                // No other field is read yet.
            }
        }
    }

    private void readBody(String path, BodyDescriptor body, InputStream decoded) throws IOException {
        String type = String.valueOf(body.getMimeType()).toLowerCase(Locale.ROOT);
        boolean html = type.equals("text/html") || type.equals("application/xhtml+xml");
        if ((!type.startsWith("text/") && !html) || text.length() >= MAX_TEXT) {
            // Read all the same: only reading finds what is wrong with the encoding.
            long size = decoded.transferTo(OutputStream.nullOutputStream());
            addPart(path, type, body, size, "", false, type.startsWith("image/") ? 1 : 0);
            return;
        }
        String content = content(body.getCharset(), decoded);
        Document document = html ? Jsoup.parse(content) : null;
        String readable = document == null ? content : document.text();
        int images = document == null ? 0 : document.select("img").size();
        addPart(path, type, body, content.length(), readable, html, images);
        if (document != null) {
            addLinks(document);
        }
        append(readable);
    }

    /** The whole body of the message is given as the place of each part. */
    private void addPart(
            String path, String type, BodyDescriptor body, long size, String readable, boolean html, int images) {
        String shown = readable.length() > MAX_TEXT ? readable.substring(0, MAX_TEXT) : readable;
        parts.add(new Part(
                path,
                type,
                body.getCharset(),
                null,
                null,
                bodyStart,
                raw.length - bodyStart,
                size,
                shown,
                "",
                html,
                images));
    }

    private String content(@Nullable String label, InputStream decoded) throws IOException {
        byte[] bytes = new byte[0];
        try {
            bytes = decoded.readNBytes(MAX_PART_BYTES + 1);
        } catch (IOException e) {
            defects.add(Defect.BROKEN_MIME);
        }
        if (bytes.length > MAX_PART_BYTES) {
            defects.add(Defect.TEXT_CUT);
        }
        byte[] known = bytes;
        // Mail without a charset says US-ASCII by default and seldom means it.
        if (label == null || label.equalsIgnoreCase("us-ascii")) {
            return Charsets.guess(known);
        }
        return Charsets.named(label).map(c -> new String(known, c)).orElseGet(() -> {
            defects.add(Defect.UNKNOWN_CHARSET);
            return Charsets.guess(known);
        });
    }

    private void addLinks(Document document) {
        for (Element element : document.select("[href], form[action]")) {
            links.add(element.attr(element.hasAttr("href") ? "href" : "action"));
        }
    }

    private void append(String content) {
        int room = MAX_TEXT - text.length();
        if (content.length() > room) {
            defects.add(Defect.TEXT_CUT);
        }
        text.append(content, 0, Math.min(room, content.length())).append('\n');
    }

    /** Hears of what the parser overlooks: a boundary that never comes, a broken transfer encoding. */
    private final class Noting extends DecodeMonitor {

        @Override
        public boolean warn(String error, String dropDesc) {
            defects.add(defect(error.toLowerCase(Locale.ROOT)));
            return false;
        }

        /** The parser says what it found only in words. */
        private Defect defect(String error) {
            if (error.contains("base64") || error.contains("padding")) {
                return Defect.BAD_BASE64;
            }
            return error.contains("body part ended prematurely") ? Defect.UNCLOSED_MULTIPART : Defect.BROKEN_MIME;
        }

        @Override
        public boolean isListening() {
            return true;
        }
    }

    /** What can be wrong with a message; the order is the one in which they are listed. */
    private enum Defect {
        NO_HEADER,
        NO_BLANK_LINE,
        NUL_BYTES,
        RAW_8BIT_HEADER,
        BAD_DATE,
        BROKEN_MIME,
        BAD_BASE64,
        UNCLOSED_MULTIPART,
        ENCODED_MULTIPART,
        UNKNOWN_CHARSET,
        TOO_MANY_PARTS,
        TEXT_CUT;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
