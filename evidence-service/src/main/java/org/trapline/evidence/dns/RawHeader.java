package org.trapline.evidence.dns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The header of a message as signatures cover it: each field whole, a character a byte. */
final class RawHeader {

    /** What signs, and what an honest server takes, is far shorter; each line of it costs memory. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final Map<String, List<String>> fields = new HashMap<>();
    private final int body;

    private RawHeader(byte[] raw) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (at < raw.length) {
            int end = at;
            while (end < raw.length && raw[end] != '\n') {
                end++;
            }
            if (end > MOST_BYTES) {
                throw new IllegalStateException("the header is longer than is looked at");
            }
            int text = end > at && raw[end - 1] == '\r' ? end - 1 : end;
            boolean folded = raw[at] == ' ' || raw[at] == '\t';
            if (!folded) {
                add(lines);
                lines.clear();
            }
            lines.add(new String(raw, at, text - at, StandardCharsets.ISO_8859_1));
            at = Math.min(end + 1, raw.length);
            if (!folded && lines.get(0).isEmpty()) {
                break;
            }
        }
        add(lines);
        this.body = at;
    }

    static RawHeader of(byte[] raw) {
        return new RawHeader(raw);
    }

    private void add(List<String> lines) {
        int colon = lines.isEmpty() ? -1 : lines.get(0).indexOf(':');
        if (colon > 0) {
            String name = lines.get(0).substring(0, colon).strip().toLowerCase(Locale.ROOT);
            fields.computeIfAbsent(name, n -> new ArrayList<>()).add(String.join("\r\n", lines));
        }
    }

    /** Fields of a name, the first one first, without the line end of their last line. */
    List<String> fields(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Where the body begins. */
    int body() {
        return body;
    }

    /**
     * Domains of the addresses in all From fields, two at the most, since only one alone decides anything; an empty word stands
     * for one that DNS cannot have.
     */
    Set<String> fromDomains() {
        Set<String> domains = new LinkedHashSet<>();
        for (String field : fields("From")) {
            for (String address : addresses(field.substring(field.indexOf(':') + 1))) {
                String domain = Arrival.domain(address);
                domains.add(domain == null ? "" : domain);
                if (domains.size() == 2) {
                    return domains;
                }
            }
        }
        return domains;
    }

    /** Whatever could be an address, outside of quotes and comments. */
    private static List<String> addresses(String value) {
        StringBuilder plain = new StringBuilder();
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && (quoted || depth > 0)) {
                i++;
            } else if (c == '"' && depth == 0) {
                quoted = !quoted;
                plain.append('q');
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && depth > 0 && c == ')') {
                depth--;
            } else if (!quoted && depth == 0) {
                plain.append(c);
            }
        }
        List<String> found = new ArrayList<>();
        for (String word : plain.toString().split("[\\s,;:<>]+")) {
            if (word.indexOf('@') >= 0) {
                found.add(word);
            }
        }
        return found;
    }
}
