package org.trapline.rdap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one domain object out of one reply body. Made for that body and thrown away with it: nothing can pass from one
 * domain to the next.
 */
final class DomainReply {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode object;

    private DomainReply(JsonNode object) {
        this.object = object;
    }

    /** @throws NoReply when the body is no RDAP domain object with a name */
    static DomainReply of(byte[] body) throws NoReply {
        JsonNode object;
        try {
            object = JSON.readTree(body);
        } catch (IOException e) {
            throw new NoReply("the body is not JSON");
        }
        String kind = object.path("objectClassName").asText("domain");
        if (!object.isObject() || !kind.equalsIgnoreCase("domain")) {
            throw new NoReply("the body is not an RDAP domain object");
        }
        if (!object.path("ldhName").isTextual() && !object.path("unicodeName").isTextual()) {
            throw new NoReply("the domain object has no name");
        }
        return new DomainReply(object);
    }

    RdapDomain domain() throws NoReply {
        @Nullable String unicodeName = text(object, "unicodeName");
        String sent = object.path("ldhName").isTextual() ? object.get("ldhName").asText() : String.valueOf(unicodeName);
        String ldhName;
        try {
            ldhName = DomainName.aLabels(sent);
        } catch (IllegalArgumentException e) {
            throw new NoReply("the domain object's name is unreadable");
        }
        Set<String> statuses = new LinkedHashSet<>();
        object.path("status").forEach(status -> statuses.add(StatusWords.normalised(status.asText())));
        RegistrarReply registrar = new RegistrarReply(object);
        JsonNode signed = object.path("secureDNS").path("delegationSigned");
        return new RdapDomain(
                ldhName,
                unicodeName,
                List.copyOf(statuses),
                registrar.registrar(),
                registrar.abuseContacts(),
                nameservers(),
                signed.isBoolean() ? signed.asBoolean() : null,
                dsData(),
                events(),
                RegistrantReply.of(object));
    }

    /** Where the registry says the registrar's own answer is; null when it says nothing usable. */
    @Nullable URI registrarLink() {
        for (JsonNode link : object.path("links")) {
            String type = link.path("type").asText("");
            boolean rdap = type.toLowerCase(Locale.ROOT).startsWith("application/rdap+json")
                    || (type.isEmpty() && link.path("href").asText().contains("/domain/"));
            if (rdap && link.path("rel").asText().equalsIgnoreCase("related")) {
                try {
                    return new URI(link.path("href").asText().strip());
                } catch (URISyntaxException unusable) {
                    continue;
                }
            }
        }
        return null;
    }

    static boolean hasRole(JsonNode entity, String role) {
        JsonNode roles = entity.path("roles");
        if (roles.isTextual()) {
            return roles.asText().equalsIgnoreCase(role);
        }
        for (JsonNode one : roles) {
            if (one.asText().equalsIgnoreCase(role)) {
                return true;
            }
        }
        return false;
    }

    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        String text = value.isTextual() || value.isNumber() ? value.asText().strip() : "";
        return text.isEmpty() ? null : text;
    }

    private List<String> nameservers() {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode server : object.path("nameservers")) {
            String name = text(server, "ldhName");
            if (name != null) {
                String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
                names.add(bare.toLowerCase(Locale.ROOT));
            }
        }
        return List.copyOf(names);
    }

    private List<RdapDomain.DsData> dsData() {
        List<RdapDomain.DsData> all = new ArrayList<>();
        for (JsonNode ds : object.path("secureDNS").path("dsData")) {
            String digest = text(ds, "digest");
            if (digest != null && ds.path("keyTag").canConvertToInt()) {
                all.add(new RdapDomain.DsData(
                        ds.path("keyTag").asInt(),
                        ds.path("algorithm").asInt(),
                        ds.path("digestType").asInt(),
                        digest.replaceAll("\\s", "").toUpperCase(Locale.ROOT)));
            }
        }
        return all;
    }

    private List<RdapDomain.Event> events() {
        List<RdapDomain.Event> events = new ArrayList<>();
        for (JsonNode event : object.path("events")) {
            String action = text(event, "eventAction");
            Instant at = instant(event.path("eventDate").asText(""));
            if (action != null && at != null) {
                events.add(new RdapDomain.Event(action.toLowerCase(Locale.ROOT), at, text(event, "eventActor")));
            }
        }
        return events;
    }

    private static @Nullable Instant instant(String date) {
        try {
            return OffsetDateTime.parse(date.strip()).toInstant();
        } catch (DateTimeException notRfc3339) {
            return withoutZone(date.strip());
        }
    }

    private static @Nullable Instant withoutZone(String date) {
        try {
            return date.length() == 10
                    ? LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : LocalDateTime.parse(date.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
