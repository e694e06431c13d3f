package org.trapline.rdap;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A vCard in JSON (RFC 7095) as registries really send it: a property that breaks the rules is passed over and the rest
 * is still read.
 */
final class JCard {

    // Not RFC 5322's full grammar: what may stand in an SMTP RCPT command without quoting, and no line break ever.
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>()\\[\\],;:\"\\\\]+@[^\\s@<>()\\[\\],;:\"\\\\]+");

    private final List<JsonNode> properties = new ArrayList<>();

    JCard(JsonNode vcardArray) {
        boolean card = vcardArray.isArray()
                && vcardArray.size() >= 2
                && "vcard".equalsIgnoreCase(vcardArray.get(0).asText())
                && vcardArray.get(1).isArray();
        if (card) {
            for (JsonNode property : vcardArray.get(1)) {
                boolean sound = property.isArray()
                        && property.size() >= 4
                        && property.get(0).isTextual();
                if (sound) {
                    properties.add(property);
                }
            }
        }
    }

    /** The first value of the property that says something. */
    @Nullable String text(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** Addresses of {@code email} properties and of {@code mailto:} in any property that may hold a URI. */
    List<String> emails() {
        List<String> emails = new ArrayList<>();
        for (String value : values("email")) {
            addEmails(value, emails);
        }
        for (String value : values("contact-uri")) {
            if (hasScheme(value, "mailto")) {
                addEmails(value, emails);
            }
        }
        return emails.stream().distinct().toList();
    }

    /** Telephone numbers, fax left out. */
    List<String> phones() {
        List<String> phones = new ArrayList<>();
        for (JsonNode property : named("tel")) {
            if (!fax(property.get(1).path("type"))) {
                texts(property).forEach(value -> phones.add(number(value)));
            }
        }
        for (String value : values("contact-uri")) {
            if (hasScheme(value, "tel")) {
                phones.add(number(value));
            }
        }
        return phones.stream().filter(phone -> !phone.isEmpty()).distinct().toList();
    }

    @Nullable URI contactForm() {
        for (String value : values("contact-uri")) {
            if (hasScheme(value, "http") || hasScheme(value, "https")) {
                try {
                    return URI.create(value);
                } catch (IllegalArgumentException unusable) {
                    // The next one may be an address.
                    continue;
                }
            }
        }
        return null;
    }

    /** The address as one line: from the structured value, or else its label parameter (RFC 7095 section 3.3.1.3). */
    @Nullable String address() {
        for (JsonNode property : named("adr")) {
            String joined = String.join(", ", texts(property));
            if (!joined.isEmpty()) {
                return joined;
            }
            String label = property.get(1).path("label").asText("").strip();
            if (!label.isEmpty()) {
                return label.replaceAll("\\s*\\R\\s*", ", ");
            }
        }
        return null;
    }

    private List<String> values(String name) {
        return named(name).stream().flatMap(p -> texts(p).stream()).toList();
    }

    private List<JsonNode> named(String name) {
        return properties.stream()
                .filter(p -> p.get(0).asText().equalsIgnoreCase(name))
                .toList();
    }

    private static List<String> texts(JsonNode property) {
        List<String> texts = new ArrayList<>();
        for (int i = 3; i < property.size(); i++) {
            collect(property.get(i), texts, 0);
        }
        return texts;
    }

    private static void collect(JsonNode value, List<String> texts, int depth) {
        if (value.isValueNode()) {
            String text = value.isNull() ? "" : value.asText().strip();
            if (!text.isEmpty()) {
                texts.add(text);
            }
            // A structured value holds components, a component holds alternatives; RFC 7095 knows no third level.
        } else if (value.isArray() && depth < 2) {
            value.forEach(part -> collect(part, texts, depth + 1));
        }
    }

    private static boolean fax(JsonNode type) {
        if (type.isArray()) {
            boolean fax = false;
            for (JsonNode one : type) {
                if (one.asText().equalsIgnoreCase("voice")) {
                    return false;
                }
                fax |= one.asText().equalsIgnoreCase("fax");
            }
            return fax;
        }
        return type.asText().equalsIgnoreCase("fax");
    }

    private static boolean hasScheme(String value, String scheme) {
        return value.toLowerCase(Locale.ROOT).startsWith(scheme + ":");
    }

    private static String number(String value) {
        return hasScheme(value, "tel") ? value.substring(4).strip() : value;
    }

    private static void addEmails(String value, List<String> emails) {
        String bare = hasScheme(value, "mailto") ? value.substring(7) : value;
        int query = bare.indexOf('?');
        for (String part : (query < 0 ? bare : bare.substring(0, query)).split("[,;\\s]+")) {
            if (EMAIL.matcher(part).matches()) {
                emails.add(part);
            }
        }
    }
}
