package org.trapline.evidence.mail;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks the MIME tree of a message (RFC 2045, 2046) where it stands in its bytes, and names each leaf. Nothing is copied but
 * what an encoded message inside the message is decoded to, so that a leaf knows its place in the raw bytes.
 */
final class MimeReader {

    private static final int MAX_DEPTH = 24;
    private static final int MAX_PARTS = 1000;

    private final Set<Defect> defects;
    private final Consumer<Leaf> leaves;
    private int count;

    MimeReader(Set<Defect> defects, Consumer<Leaf> leaves) {
        this.defects = defects;
        this.leaves = leaves;
    }

    /** Reads a message whose header has been read. */
    void read(Header header) {
        entity(header, "", true, false, 0);
    }

    private void entity(Header header, String path, boolean message, boolean digest, int depth) {
        if (depth > MAX_DEPTH) {
            defects.add(Defect.TOO_DEEP);
            return;
        }
        Region all = header.region();
        Region body = all.slice(header.bodyStart(), all.to());
        ContentField type = ContentField.parse(header.value("content-type"));
        String encoding =
                ContentField.parse(header.value("content-transfer-encoding")).value();
        String boundary = type.parameter("boundary");
        if (type.value().startsWith("multipart/")) {
            if (!TransferEncoding.isNone(encoding)) {
                defects.add(Defect.ENCODED_MULTIPART);
            }
            boolean ofMessages = type.value().equals("multipart/digest");
            if (boundary != null && !boundary.isBlank() && multipart(body, boundary, path, ofMessages, depth)) {
                return;
            }
            // Nothing divides it into parts: a reader of mail shows it as text.
            defects.add(Defect.NO_BOUNDARY);
            type = ContentField.NONE;
        }
        String mediaType = mediaType(type, digest);
        if (mediaType.equals("message/rfc822") || mediaType.equals("message/news")) {
            embedded(body, encoding, path.isEmpty() ? "1" : path, depth);
            return;
        }
        if (++count > MAX_PARTS) {
            defects.add(Defect.TOO_MANY_PARTS);
            return;
        }
        String leafPath = path.isEmpty() ? "1" : message ? path + ".1" : path;
        leaves.accept(new Leaf(leafPath, mediaType, type, encoding, header, body));
    }

    /** RFC 2045 section 5.2, and 2046 section 5.1.5 for the parts of a digest. */
    private static String mediaType(ContentField type, boolean digest) {
        String value = type.value();
        int slash = value.indexOf('/');
        boolean sound = slash > 0 && slash < value.length() - 1 && value.length() <= 127;
        for (int i = 0; sound && i < value.length(); i++) {
            char c = value.charAt(i);
            sound = c > ' ' && c < 0x7f && "()<>@,;:\\\"[]?=".indexOf(c) < 0;
        }
        return sound ? value : digest ? "message/rfc822" : "text/plain";
    }

    private void embedded(Region body, String encoding, String path, int depth) {
        Region message = body;
        if (!TransferEncoding.isNone(encoding)) {
            message = body.decodedTo(TransferEncoding.decode(encoding, body, Integer.MAX_VALUE, defects)
                    .bytes());
        }
        entity(Header.read(message, defects), path, true, false, depth + 1);
    }

    /** Reads the parts between the boundaries; false when there is none. */
    private boolean multipart(Region body, String boundary, String path, boolean digest, int depth) {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int part = -1;
        int number = 0;
        for (int line = body.from(); line < body.to() && count <= MAX_PARTS; ) {
            int next = body.lineEnd(line);
            int after = isDelimiter(body, line, delimiter);
            if (after >= 0) {
                if (part >= 0) {
                    part(body.slice(part, beforeLine(body, part, line)), path, ++number, digest, depth);
                }
                part = next;
                if (after + 1 < body.to() && body.bytes()[after] == '-' && body.bytes()[after + 1] == '-') {
                    return true;
                }
            }
            line = next;
        }
        if (part < 0) {
            return false;
        }
        defects.add(Defect.UNCLOSED_MULTIPART);
        part(body.slice(part, body.to()), path, number + 1, digest, depth);
        return true;
    }

    private void part(Region part, String path, int number, boolean digest, int depth) {
        entity(
                Header.read(part, defects),
                path.isEmpty() ? "" + number : path + "." + number,
                false,
                digest,
                depth + 1);
    }

    /** The line end before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1). */
    private static int beforeLine(Region body, int part, int line) {
        int end = line;
        if (end > part && body.bytes()[end - 1] == '\n') {
            end--;
            if (end > part && body.bytes()[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }

    /** The place after the boundary when the line is a delimiter, -1 when it is not. */
    private static int isDelimiter(Region body, int line, byte[] delimiter) {
        int after = line + delimiter.length;
        if (after > body.to() || body.bytes()[line] != '-' || body.bytes()[line + 1] != '-') {
            return -1;
        }
        for (int i = 2; i < delimiter.length; i++) {
            if (body.bytes()[line + i] != delimiter[i]) {
                return -1;
            }
        }
        if (after == body.to()) {
            return after;
        }
        byte b = body.bytes()[after];
        boolean closed = b == '-' && after + 1 < body.to() && body.bytes()[after + 1] == '-';
        return b == ' ' || b == '\t' || b == '\r' || b == '\n' || closed ? after : -1;
    }

    /**
     * A part that has no parts.
     *
     * @param path as IMAP writes it
     * @param mediaType what the part says, or what holds when it says nothing
     * @param type its Content-Type
     * @param encoding its transfer encoding, lower case; empty without one
     * @param header its header
     * @param body its encoded body
     */
    record Leaf(String path, String mediaType, ContentField type, String encoding, Header header, Region body) {

        @Nullable String charset() {
            return type.parameter("charset");
        }
    }
}
