package org.trapline.evidence.mail;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message. It is to throw on nothing that the bytes say: whatever is wrong becomes a defect, and what could be read
 * before it is kept. Depth, number of parts and decoded size are bounded, and nothing is looked up anywhere.
 */
public final class MailParser {

    /** Names the parser whose reading the derived columns hold; raised when its results change. */
    public static final String VERSION = "trapline-mail/6";

    private static final int MAX_PART_BYTES = 2 * 1024 * 1024;
    private static final int MAX_TEXT = 1024 * 1024;

    private final byte[] raw;
    private final Consumer<Throwable> told;
    private final Set<Defect> defects = EnumSet.noneOf(Defect.class);
    private final Links links = new Links();
    private final Lines text = new Lines();
    private final Lines hidden = new Lines();
    private final List<Part> parts = new ArrayList<>();
    private @Nullable Charset firstCharset;

    private MailParser(byte[] raw, Consumer<Throwable> told) {
        this.raw = raw;
        this.told = told;
    }

    /** What this parser makes of a message must not keep the message out, nor stop who reads it: what fails is unreadable. */
    public static ParsedMail parseOrUnreadable(byte[] raw) {
        return parseForReceipt(raw, fault -> {}).whole();
    }

    /**
     * The same, with the header left to be read by {@link ParsedMail#whole}: what a message waits for while it is taken in.
     *
     * @param told hears of the fault of this parser that left the message unreadable, also when that comes out later
     */
    public static ParsedMail parseForReceipt(byte[] raw, Consumer<Throwable> told) {
        try {
            return new MailParser(raw, told).parse();
        } catch (RuntimeException | StackOverflowError e) {
            told.accept(e);
            return ParsedMail.UNREADABLE;
        }
    }

    /** The whole message, or whatever this parser throws. */
    static ParsedMail parse(byte[] raw) {
        ParsedMail mail = new MailParser(raw, fault -> {}).parse();
        mail.hops();
        return mail;
    }

    private ParsedMail parse() {
        if (hasNul(raw)) {
            defects.add(Defect.NUL_BYTES);
        }
        Header header = Header.read(message(raw), defects);
        if (header.isEmpty()) {
            defects.add(Defect.NO_HEADER);
        } else if (!header.isClosed()) {
            defects.add(Defect.NO_BLANK_LINE);
        }
        new MimeReader(defects, this::read).read(header);
        if (header.isRaw8Bit()) {
            defects.add(Defect.RAW_8BIT_HEADER);
        }
        String date = value(header, "date");
        Instant at = date == null ? null : MailDate.parse(date).orElse(null);
        if (date != null && at == null) {
            defects.add(Defect.BAD_DATE);
        }
        return new ParsedMail(
                value(header, "subject"),
                value(header, "from"),
                at,
                text.joined(),
                hidden.joined(),
                links.hosts(),
                defects.stream().map(Defect::code).toList(),
                header(header, firstCharset, told),
                parts,
                links.links());
    }

    private static MailHeader header(Header header, @Nullable Charset fallback, Consumer<Throwable> told) {
        return new MailHeader(
                () -> header.fields().stream()
                        .map(slice -> Headers.field(header.region(), slice, fallback))
                        .toList(),
                ReceivedChain::of,
                told);
    }

    /** Looks at eight bytes at a time: a borrow reaches the top bit of a byte that is 0, or of one above it. */
    private static boolean hasNul(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes);
        while (words.remaining() >= Long.BYTES) {
            long word = words.getLong();
            if ((word - 0x0101010101010101L & ~word & 0x8080808080808080L) != 0) {
                return true;
            }
        }
        while (words.hasRemaining()) {
            if (words.get() == 0) {
                return true;
            }
        }
        return false;
    }

    /** The line that leads each message of an mbox is none of its header. */
    static Region message(byte[] raw) {
        Region all = Region.of(raw);
        return all.startsWith("From ", 0) ? all.slice(all.lineEnd(0), raw.length) : all;
    }

    /** The first field of a lower-case name. */
    private @Nullable String value(Header header, String name) {
        for (Header.Slice slice : header.fields()) {
            if (header.isNamed(slice, name)) {
                return Headers.field(header.region(), slice, firstCharset).value();
            }
        }
        return null;
    }

    private void read(MimeReader.Leaf leaf) {
        String type = leaf.mediaType();
        boolean html = type.equals("text/html") || type.equals("application/xhtml+xml");
        boolean readable = html || type.startsWith("text/") || type.startsWith("message/");
        int room = MAX_TEXT - text.length();
        boolean wanted = readable && room > 0;
        // What is no text is decoded all the same: only that finds what is wrong with the encoding.
        TransferEncoding.Decoded decoded =
                TransferEncoding.decode(leaf.encoding(), leaf.body(), wanted ? MAX_PART_BYTES : 0, defects);
        if (readable && (!wanted || decoded.size() > MAX_PART_BYTES)) {
            defects.add(Defect.TEXT_CUT);
        }
        if (!wanted) {
            parts.add(part(leaf, decoded.size(), "", "", false, type.startsWith("image/") ? 1 : 0));
            return;
        }
        String label = leaf.charset() == null && html ? Charsets.statedByHtml(decoded.bytes()) : leaf.charset();
        noteCharset(label);
        String content = Charsets.decode(decoded.bytes(), label, defects);
        links.inPart(leaf.path());
        if (html) {
            HtmlText shown = HtmlText.read(content, links);
            String visible = cut(shown.visible(), room);
            links.addText(visible);
            add(leaf, decoded.size(), visible, cut(shown.hidden(), MAX_TEXT - hidden.length()), true, shown.images());
        } else {
            String visible = cut(PlainText.visible(content), room);
            links.addText(visible);
            add(leaf, decoded.size(), visible, "", false, 0);
            addFiles(leaf);
        }
    }

    private void noteCharset(@Nullable String label) {
        if (firstCharset == null) {
            firstCharset = Charsets.named(label).orElse(null);
        }
    }

    private void add(MimeReader.Leaf leaf, long size, String visible, String notShown, boolean html, int images) {
        parts.add(part(leaf, size, visible, notShown, html, images));
        text.add(visible);
        if (!notShown.isEmpty()) {
            hidden.add(notShown);
        }
    }

    /** Texts that are joined once, each with a line end. */
    private static final class Lines {

        private final List<String> texts = new ArrayList<>(2);
        private int length;

        void add(String text) {
            texts.add(text);
            length += text.length() + 1;
        }

        int length() {
            return length;
        }

        String joined() {
            return texts.stream().collect(Collectors.joining("\n", "", texts.isEmpty() ? "" : "\n"));
        }
    }

    /** Files between the lines of a text that is not encoded itself. */
    private void addFiles(MimeReader.Leaf leaf) {
        if (!TransferEncoding.isNone(leaf.encoding())) {
            return;
        }
        int number = 0;
        Uuencode.File file = Uuencode.next(leaf.body(), leaf.body().from());
        while (file != null && number < 100) {
            Region body = leaf.body().slice(file.start(), file.end());
            long size = Uuencode.decode(body, 0).size();
            parts.add(new Part(
                    leaf.path() + "." + ++number,
                    "application/octet-stream",
                    null,
                    "attachment",
                    Headers.storable(file.name()),
                    body.rawOffset(),
                    body.rawLength(),
                    size,
                    "",
                    "",
                    false,
                    0));
            file = Uuencode.next(leaf.body(), file.end());
        }
    }

    private static Part part(
            MimeReader.Leaf leaf, long size, String visible, String notShown, boolean html, int images) {
        ContentField disposition = ContentField.parse(leaf.header().value("content-disposition"));
        String name = disposition.parameter("filename");
        name = name == null ? leaf.type().parameter("name") : name;
        return new Part(
                leaf.path(),
                leaf.mediaType(),
                leaf.charset(),
                disposition.value().isEmpty() ? null : Headers.storable(disposition.value()),
                name == null ? null : Headers.storable(EncodedWords.decode(name)),
                leaf.body().rawOffset(),
                leaf.body().rawLength(),
                size,
                visible,
                notShown,
                html,
                images);
    }

    private String cut(String content, int room) {
        if (content.length() <= room) {
            return content;
        }
        defects.add(Defect.TEXT_CUT);
        return content.substring(0, Math.max(room, 0));
    }
}
