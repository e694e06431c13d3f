package org.trapline.rdap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The registrant of a domain object, or the note that it was withheld: by a remark, by its text, or by RFC 9537. */
final class RegistrantReply {

    private RegistrantReply() {}

    static RdapDomain.@Nullable Registrant of(JsonNode object) {
        boolean redacted = redactedByList(object.path("redacted"));
        for (JsonNode entity : object.path("entities")) {
            if (DomainReply.hasRole(entity, "registrant")) {
                return registrant(entity, redacted);
            }
        }
        return redacted ? new RdapDomain.Registrant(null, null, null, null, null, true) : null;
    }

    private static RdapDomain.Registrant registrant(JsonNode entity, boolean redactedByList) {
        JCard card = new JCard(entity.path("vcardArray"));
        List<String> emails = card.emails();
        List<String> phones = card.phones();
        String name = card.text("fn");
        String organization = card.text("org");
        String address = card.address();
        boolean redacted = redactedByList
                || redactedByRemark(entity.path("remarks"))
                || withheld(name)
                || withheld(organization)
                || withheld(address);
        return new RdapDomain.Registrant(
                said(name),
                said(organization),
                emails.isEmpty() ? null : emails.get(0),
                said(address),
                phones.isEmpty() ? null : said(phones.get(0)),
                redacted);
    }

    private static @Nullable String said(@Nullable String value) {
        return withheld(value) ? null : value;
    }

    private static boolean withheld(@Nullable String value) {
        return value != null && value.toLowerCase(Locale.ROOT).contains("redacted");
    }

    private static boolean redactedByRemark(JsonNode remarks) {
        for (JsonNode remark : remarks) {
            if (withheld(remark.path("title").asText())
                    || withheld(remark.path("type").asText())) {
                return true;
            }
            for (JsonNode line : remark.path("description")) {
                if (withheld(line.asText())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean redactedByList(JsonNode redacted) {
        for (JsonNode field : redacted) {
            JsonNode name = field.path("name");
            String what = name.path("description").asText("") + " "
                    + name.path("type").asText("") + " "
                    + field.path("prePath").asText("") + " "
                    + field.path("postPath").asText("");
            if (what.toLowerCase(Locale.ROOT).contains("registrant")) {
                return true;
            }
        }
        return false;
    }
}
