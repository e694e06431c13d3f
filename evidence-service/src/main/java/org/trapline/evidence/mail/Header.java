package org.trapline.evidence.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header of a message or part: where its fields stand, and where its body begins. */
final class Header {

    private static final int MAX_FIELDS = 1000;

    /** A field's value is looked at up to here. */
    private static final int MAX_VALUE = 64 * 1024;

    private final Region region;
    private final List<Slice> fields;
    private final int bodyStart;

    private Header(Region region, List<Slice> fields, int bodyStart) {
        this.region = region;
        this.fields = fields;
        this.bodyStart = bodyStart;
    }

    /**
     * Reads the header at the start of a region. One line that is no field is passed over; where more of them follow, or
     * where the first line is none, a body without a blank line before it has begun.
     */
    static Header read(Region region, Set<Defect> defects) {
        List<Slice> fields = new ArrayList<>();
        int at = region.from();
        while (at < region.to() && !region.isBlank(at)) {
            int end = foldedEnd(region, at);
            int colon = colon(region, at, end);
            if (colon < 0) {
                int next = region.lineEnd(at);
                boolean stray = !fields.isEmpty() && (region.isBlank(next) || isField(region, next));
                if (!stray) {
                    return new Header(region, fields, at);
                }
                defects.add(Defect.BROKEN_MIME);
            } else if (fields.size() < MAX_FIELDS) {
                fields.add(new Slice(at, colon, end));
            } else {
                defects.add(Defect.TOO_MANY_FIELDS);
            }
            at = end;
        }
        return new Header(region, fields, at < region.to() ? region.lineEnd(at) : at);
    }

    private static boolean isField(Region region, int at) {
        return at < region.to() && colon(region, at, region.to()) >= 0;
    }

    /** After the line at the place and those that continue it. */
    private static int foldedEnd(Region region, int at) {
        int end = region.lineEnd(at);
        while (end < region.to()
                && (region.bytes()[end] == ' ' || region.bytes()[end] == '\t')
                && !isWhite(region, end)) {
            end = region.lineEnd(end);
        }
        return end;
    }

    /** A line of nothing but blanks continues a field only when it is followed by one that has something. */
    private static boolean isWhite(Region region, int at) {
        int i = at;
        while (i < region.to() && (region.bytes()[i] == ' ' || region.bytes()[i] == '\t')) {
            i++;
        }
        return region.isBlank(i) && (region.lineEnd(i) >= region.to() || region.isBlank(region.lineEnd(i)));
    }

    /** Where the colon stands that ends a field's name (RFC 5322 section 2.2); -1 when the line is no field. */
    private static int colon(Region region, int at, int end) {
        boolean blank = false;
        for (int i = at; i < end; i++) {
            byte b = region.bytes()[i];
            if (b == ':') {
                return i > at ? i : -1;
            }
            if (b == ' ' || b == '\t') {
                blank = i > at;
                if (!blank) {
                    return -1;
                }
            } else if (blank || b < 0x21 || b > 0x7e) {
                return -1;
            }
        }
        return -1;
    }

    int bodyStart() {
        return bodyStart;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** Whether a blank line ends it, or the end of the bytes. */
    boolean isClosed() {
        return bodyStart == region.to() || (bodyStart > region.from() && endsBlank());
    }

    private boolean endsBlank() {
        int last = bodyStart - 1;
        byte[] bytes = region.bytes();
        return bytes[last] == '\n'
                && (last == region.from()
                        || bytes[last - 1] == '\n'
                        || (bytes[last - 1] == '\r' && (last - 1 == region.from() || bytes[last - 2] == '\n')));
    }

    List<Slice> fields() {
        return fields;
    }

    Region region() {
        return region;
    }

    /** The first field of a lower-case name as bytes said it, unfolded; null without one. */
    @Nullable String value(String name) {
        for (Slice field : fields) {
            if (isNamed(field, name)) {
                return Headers.unfolded(
                        region.bytes(), field.colon() + 1, Math.min(field.end(), field.colon() + MAX_VALUE));
            }
        }
        return null;
    }

    boolean isNamed(Slice field, String name) {
        int length = field.colon() - field.start();
        if (length < name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int b = region.bytes()[field.start() + i];
            int lower = b >= 'A' && b <= 'Z' ? b + 32 : b;
            if (i < name.length() ? lower != name.charAt(i) : lower != ' ' && lower != '\t') {
                return false;
            }
        }
        return true;
    }

    boolean isRaw8Bit() {
        int end =
                fields.isEmpty() ? region.from() : fields.get(fields.size() - 1).end();
        for (int i = region.from(); i < end; i++) {
            if (region.bytes()[i] < 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Where a field stands in the bytes of the region.
     *
     * @param start of its name
     * @param colon after its name
     * @param end after its last line
     */
    record Slice(int start, int colon, int end) {}
}
