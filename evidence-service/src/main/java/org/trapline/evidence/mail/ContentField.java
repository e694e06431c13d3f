package org.trapline.evidence.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A field such as Content-Type: a value and its parameters (RFC 2045 section 5.1, continuations of RFC 2231), read as far as
 * it can be.
 *
 * @param value lower case; empty without one
 * @param parameters by lower-case name; the first of a name counts
 */
record ContentField(String value, Map<String, String> parameters) {

    static final ContentField NONE = new ContentField("", Map.of());

    private static final int MAX_PARAMETERS = 64;

    static ContentField parse(@Nullable String field) {
        if (field == null) {
            return NONE;
        }
        int semicolon = field.indexOf(';');
        String value = withoutComment(semicolon < 0 ? field : field.substring(0, semicolon));
        Map<String, String> parameters = new LinkedHashMap<>();
        int at = semicolon < 0 ? field.length() : semicolon;
        while (at < field.length() && parameters.size() < MAX_PARAMETERS) {
            at = addParameter(field, at + 1, parameters);
        }
        return new ContentField(value.toLowerCase(Locale.ROOT), joined(parameters));
    }

    private static String withoutComment(String value) {
        int comment = value.indexOf('(');
        return (comment < 0 ? value : value.substring(0, comment)).strip();
    }

    /** Reads a parameter and returns the place of the semicolon after it, or the end. */
    private static int addParameter(String field, int start, Map<String, String> parameters) {
        int equals = start;
        while (equals < field.length() && field.charAt(equals) != '=' && field.charAt(equals) != ';') {
            equals++;
        }
        if (equals == field.length() || field.charAt(equals) == ';') {
            return equals;
        }
        String name = field.substring(start, equals).strip().toLowerCase(Locale.ROOT);
        int at = equals + 1;
        while (at < field.length() && Character.isWhitespace(field.charAt(at))) {
            at++;
        }
        StringBuilder value = new StringBuilder();
        if (at < field.length() && field.charAt(at) == '"') {
            at++;
            while (at < field.length() && field.charAt(at) != '"') {
                // Windows senders put paths into file names: only a quote or a backslash is escaped.
                boolean escape = field.charAt(at) == '\\'
                        && at + 1 < field.length()
                        && (field.charAt(at + 1) == '"' || field.charAt(at + 1) == '\\');
                at += escape ? 1 : 0;
                value.append(field.charAt(at++));
            }
            while (at < field.length() && field.charAt(at) != ';') {
                at++;
            }
        } else {
            int end = field.indexOf(';', at);
            end = end < 0 ? field.length() : end;
            value.append(withoutComment(field.substring(at, end)));
            at = end;
        }
        parameters.putIfAbsent(name, value.toString());
        return at;
    }

    private static Map<String, String> joined(Map<String, String> parameters) {
        boolean extended = false;
        for (String name : parameters.keySet()) {
            extended |= name.indexOf('*') > 0;
        }
        if (!extended) {
            return parameters;
        }
        Map<String, TreeMap<Integer, String>> pieces = new LinkedHashMap<>();
        Map<String, String> plain = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            String[] parts = name.split("\\*", -1);
            if (parts.length == 1) {
                plain.put(name, value);
            } else {
                boolean numbered = parts[1].matches("\\d{1,3}");
                String encoded = name.endsWith("*") ? "*" : "";
                pieces.computeIfAbsent(parts[0], n -> new TreeMap<>())
                        .put(numbered ? Integer.parseInt(parts[1]) : 0, encoded + value);
            }
        });
        pieces.forEach((name, values) -> plain.put(name, decoded(values)));
        return plain;
    }

    private static String decoded(TreeMap<Integer, String> pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = null;
        for (String piece : pieces.values()) {
            String value = piece.startsWith("*") ? piece.substring(1) : piece;
            if (piece.startsWith("*") && charset == null) {
                String[] labelled = value.split("'", 3);
                charset = labelled.length == 3 ? labelled[0] : "";
                value = labelled.length == 3 ? labelled[2] : value;
            }
            bytes.writeBytes(
                    piece.startsWith("*") ? Urls.percentDecoded(value) : value.getBytes(StandardCharsets.UTF_8));
        }
        byte[] all = bytes.toByteArray();
        return Charsets.named(charset).map(c -> new String(all, c)).orElseGet(() -> Charsets.guess(all));
    }

    @Nullable String parameter(String name) {
        return parameters.get(name);
    }
}
