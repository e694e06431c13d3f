package org.trapline.rdap;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registrar of record in a domain object and whom it names for abuse. */
final class RegistrarReply {

    private final JsonNode object;

    RegistrarReply(JsonNode object) {
        this.object = object;
    }

    private @Nullable JsonNode registrarEntity() {
        for (JsonNode entity : object.path("entities")) {
            if (DomainReply.hasRole(entity, "registrar")) {
                return entity;
            }
        }
        return null;
    }

    RdapDomain.@Nullable Registrar registrar() {
        JsonNode entity = registrarEntity();
        if (entity == null) {
            return null;
        }
        String ianaId = null;
        for (JsonNode id : entity.path("publicIds")) {
            if (id.path("type").asText().equalsIgnoreCase("IANA Registrar ID")) {
                ianaId = DomainReply.text(id, "identifier");
            }
        }
        return new RdapDomain.Registrar(registrarName(entity), ianaId, DomainReply.text(entity, "handle"));
    }

    private static @Nullable String registrarName(JsonNode entity) {
        String name = cardName(entity);
        for (JsonNode nested : entity.path("entities")) {
            // Some registries name the registrar only on an entity inside; its abuse desk's name is not its name.
            if (name == null && !DomainReply.hasRole(nested, "abuse")) {
                name = cardName(nested);
            }
        }
        return name;
    }

    private static @Nullable String cardName(JsonNode entity) {
        JCard card = new JCard(entity.path("vcardArray"));
        String name = card.text("fn");
        return name != null ? name : card.text("org");
    }

    List<RdapDomain.AbuseContact> abuseContacts() {
        JsonNode registrar = registrarEntity();
        Set<RdapDomain.AbuseContact> contacts = new LinkedHashSet<>();
        if (registrar != null) {
            registrar.path("entities").forEach(nested -> addContacts(nested, contacts));
            addContacts(registrar, contacts);
        }
        object.path("entities").forEach(entity -> addContacts(entity, contacts));
        return List.copyOf(contacts);
    }

    private static void addContacts(JsonNode entity, Set<RdapDomain.AbuseContact> contacts) {
        if (!DomainReply.hasRole(entity, "abuse")) {
            return;
        }
        JCard card = new JCard(entity.path("vcardArray"));
        List<String> phones = card.phones();
        String phone = phones.isEmpty() ? null : phones.get(0);
        URI form = card.contactForm();
        for (String email : card.emails()) {
            contacts.add(new RdapDomain.AbuseContact(email, phone, form));
        }
        if (card.emails().isEmpty() && (phone != null || form != null)) {
            contacts.add(new RdapDomain.AbuseContact(null, phone, form));
        }
    }
}
