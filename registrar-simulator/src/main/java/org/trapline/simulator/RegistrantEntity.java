package org.trapline.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registrant as a registrar publishes it, or as it withholds it (RFC 9537). */
final class RegistrantEntity {

    private static final String WITHHELD = "REDACTED FOR PRIVACY";

    private RegistrantEntity() {}

    static Map<String, Object> of(Domain.Registrant registrant) {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("objectClassName", "entity");
        entity.put("roles", List.of("registrant"));
        List<Object> properties = new ArrayList<>();
        if (registrant.redacted()) {
            add(properties, "fn", WITHHELD);
            entity.put("remarks", List.of(Map.of("title", WITHHELD, "type", "object redacted due to authorization")));
        } else {
            add(properties, "fn", registrant.name());
            add(properties, "org", registrant.org());
            add(properties, "email", registrant.email());
            add(properties, "tel", registrant.phone());
            if (registrant.poBox() != null) {
                properties.add(List.of("adr", Map.of(), "text", List.of(registrant.poBox(), "", "", "", "", "", "")));
            }
        }
        entity.put("vcardArray", card(properties));
        return entity;
    }

    static List<Object> redactions() {
        return List.of(
                Map.of("name", Map.of("description", "Registrant Name"), "method", "emptyValue"),
                Map.of("name", Map.of("description", "Registrant Email"), "method", "removal"),
                Map.of("name", Map.of("description", "Registrant Street"), "method", "removal"));
    }

    static List<Object> card(List<?> properties) {
        List<Object> all = new ArrayList<>();
        all.add(List.of("version", Map.of(), "text", "4.0"));
        all.addAll(properties);
        return List.of("vcard", all);
    }

    private static void add(List<Object> properties, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            properties.add(List.of(name, Map.of(), "text", value));
        }
    }
}
