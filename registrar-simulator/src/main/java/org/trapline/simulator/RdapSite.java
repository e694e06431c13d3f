package org.trapline.simulator;

import static java.util.Map.entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.trapline.simulator.HttpSite.Page;
import org.trapline.simulator.HttpSite.Request;

/**
 * The IANA bootstrap file (RFC 9224), a thin registry and its registrars' own thick servers (RFC 9083), all on one port:
 * {@code /rdap/dns.json}, {@code /registry/domain/NAME}, {@code /registrar/IANA-ID/domain/NAME}.
 */
final class RdapSite {

    static final String TLD = "example";

    private static final Map<String, String> CACHE = Map.of("Cache-Control", "max-age=3600");

    private final World world;
    private final IntSupplier port;

    RdapSite(World world, IntSupplier port) {
        this.world = world;
        this.port = port;
    }

    Page answer(Request request) {
        String[] path = request.path();
        if (!request.method().equals("GET")) {
            return error(405, "Only GET");
        }
        if (request.is("GET", 2, "rdap") && path[1].equals("dns.json")) {
            return new Page(200, "application/json", CACHE, bootstrap());
        }
        if (request.is("GET", 3, "registry") && path[1].equals("domain")) {
            return registry(path[2]);
        }
        if (request.is("GET", 4, "registrar") && path[2].equals("domain")) {
            return registrar(path[1], path[3]);
        }
        return error(404, "Not found");
    }

    private Map<String, Object> bootstrap() {
        return Map.of(
                "version", "1.0",
                "publication", "2003-09-01T00:00:00Z",
                "description", "RDAP bootstrap file for Domain Name System registrations",
                "services", List.of(List.of(List.of(TLD), List.of(base() + "/registry/"))));
    }

    private Page registry(String name) {
        Domain domain = world.domain(Domain.aLabels(name)).orElse(null);
        if (domain == null) {
            return error(404, "Not found");
        }
        Map<String, Object> object = object(domain, base() + "/registry/domain/" + domain.name());
        Registrar registrar = sponsor(domain);
        List<Object> entities = new ArrayList<>();
        if (registrar != null) {
            entities.add(registrarEntity(registrar, List.of()));
            String thick = base() + "/registrar/" + registrar.ianaId() + "/domain/" + domain.name();
            object.put("links", List.of(link("self", (String) object.remove("self")), link("related", thick)));
        } else {
            object.put("links", List.of(link("self", (String) object.remove("self"))));
        }
        object.put("entities", entities);
        return rdap(object);
    }

    private Page registrar(String ianaId, String name) {
        Registrar registrar = world.registrar(ianaId).orElse(null);
        Domain domain = world.domain(Domain.aLabels(name)).orElse(null);
        if (registrar != null && registrar.rateLimited()) {
            return new Page(
                    429,
                    "application/rdap+json",
                    Map.of("Retry-After", "2"),
                    Map.of("errorCode", 429, "title", "Too many requests"));
        }
        if (registrar == null || domain == null || !ianaId.equals(domain.registrarIanaId())) {
            return error(404, "Not found");
        }
        Map<String, Object> object = object(domain, base() + "/registrar/" + ianaId + "/domain/" + domain.name());
        object.put("links", List.of(link("self", (String) object.remove("self"))));
        List<Object> entities = new ArrayList<>();
        entities.add(registrarEntity(registrar, domain.noAbuse() ? List.of() : List.of(abuseEntity(registrar))));
        Domain.Registrant registrant = domain.registrant();
        if (registrant != null) {
            entities.add(RegistrantEntity.of(registrant));
            if (registrant.redacted()) {
                object.put("redacted", RegistrantEntity.redactions());
            }
        }
        object.put("entities", entities);
        return rdap(object);
    }

    private static Map<String, Object> object(Domain domain, String self) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rdapConformance", List.of("rdap_level_0", "icann_rdap_response_profile_1"));
        object.put("objectClassName", "domain");
        object.put("handle", "D" + Integer.toHexString(domain.name().hashCode()).toUpperCase() + "-EX");
        object.put("ldhName", domain.name());
        object.put("self", self);
        object.put("status", RdapStatuses.of(domain));
        object.put(
                "nameservers",
                domain.nameservers().stream()
                        .map(ns -> Map.of("objectClassName", "nameserver", "ldhName", ns))
                        .toList());
        object.put("secureDNS", Map.of("delegationSigned", !domain.ds().isEmpty(), "dsData", domain.ds()));
        object.put(
                "events",
                List.of(
                        event("registration", domain.created()),
                        event("expiration", domain.expires()),
                        event("last update of RDAP database", Instant.now())));
        return object;
    }

    private @Nullable Registrar sponsor(Domain domain) {
        String ianaId = domain.registrarIanaId();
        return ianaId == null ? null : world.registrar(ianaId).orElse(null);
    }

    private static Map<String, Object> registrarEntity(Registrar registrar, List<Object> nested) {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("objectClassName", "entity");
        entity.put("handle", registrar.ianaId());
        entity.put("roles", List.of("registrar"));
        entity.put("publicIds", List.of(Map.of("type", "IANA Registrar ID", "identifier", registrar.ianaId())));
        entity.put("vcardArray", RegistrantEntity.card(List.of(List.of("fn", Map.of(), "text", registrar.name()))));
        entity.put("entities", nested);
        return entity;
    }

    private static Map<String, Object> abuseEntity(Registrar registrar) {
        return Map.ofEntries(
                entry("objectClassName", "entity"),
                entry("roles", List.of("abuse")),
                entry(
                        "vcardArray",
                        RegistrantEntity.card(List.of(
                                List.of("fn", Map.of(), "text", "Abuse desk"),
                                List.of("email", Map.of(), "text", registrar.abuseEmail())))));
    }

    private static Map<String, Object> event(String action, Instant at) {
        return Map.of("eventAction", action, "eventDate", at.toString());
    }

    private static Map<String, Object> link(String rel, String href) {
        return Map.of("rel", rel, "type", "application/rdap+json", "href", href, "value", href);
    }

    private static Page rdap(Object object) {
        return new Page(200, "application/rdap+json", Map.of(), object);
    }

    private static Page error(int status, String title) {
        return new Page(status, "application/rdap+json", Map.of(), Map.of("errorCode", status, "title", title));
    }

    private String base() {
        return "http://127.0.0.1:" + port.getAsInt();
    }
}
