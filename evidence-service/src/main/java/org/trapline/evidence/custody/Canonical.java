package org.trapline.evidence.custody;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object in the canonical form of RFC 8785 (JCS), as far as custody needs it: names in ASCII and handed over in
 * their order, values that are text, whole numbers below 2^53, booleans and lists of text. What is null is left out.
 */
public final class Canonical {

    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder json = new StringBuilder(640).append('{');
    private String last = "";

    public Canonical put(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            text(value);
        }
        return this;
    }

    public Canonical put(String name, @Nullable Object value) {
        return put(name, value == null ? null : value.toString());
    }

    public Canonical put(String name, long value) {
        name(name);
        json.append(value);
        return this;
    }

    public Canonical put(String name, @Nullable Boolean value) {
        if (value != null) {
            name(name);
            json.append(value.booleanValue());
        }
        return this;
    }

    /** Lower-case hex. */
    public Canonical put(String name, byte @Nullable [] value) {
        if (value != null) {
            name(name);
            json.append('"').append(HEX.formatHex(value)).append('"');
        }
        return this;
    }

    /** RFC 3339 in UTC with 0, 3 or 6 decimals, as {@link Instant#toString} has it. */
    public Canonical put(String name, @Nullable Instant value) {
        return put(name, value == null ? null : value.toString());
    }

    public Canonical put(String name, @Nullable List<String> values) {
        if (values == null) {
            return this;
        }
        name(name);
        json.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            text(values.get(i));
        }
        json.append(']');
        return this;
    }

    /** The object; nothing may be added any more. */
    public String done() {
        return json.append('}').toString();
    }

    /** SHA-256 of a canonical object in UTF-8. */
    public static byte[] hash(String object) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(object.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void name(String name) {
        if (name.compareTo(last) <= 0) {
            throw new IllegalArgumentException(name + " does not come after " + last);
        }
        if (!last.isEmpty()) {
            json.append(',');
        }
        last = name;
        json.append('"').append(name).append("\":");
    }

    /** RFC 8785 section 3.2.2.2. */
    private void text(String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < 0x20) {
                        json.append("\\u00").append(HEX.toHexDigits((byte) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
