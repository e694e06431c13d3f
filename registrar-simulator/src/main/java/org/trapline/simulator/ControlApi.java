package org.trapline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.trapline.simulator.HttpSite.Page;
import org.trapline.simulator.HttpSite.Request;

/** How a test or the demo writes the world and looks at it. Only names below the world's one top-level domain exist. */
final class ControlApi {

    private final World world;
    private final Runnable forget;

    /** @param forget empties the resolver's cache */
    ControlApi(World world, Runnable forget) {
        this.world = world;
        this.forget = forget;
    }

    Page answer(Request request) throws IOException {
        return switch (request.path()[0]) {
            case "health" -> Page.json(200, Map.of("status", "UP"));
            case "registrars" -> registrars(request);
            case "domains" -> domains(request);
            case "mail" -> mail(request);
            case "epp" -> request.is("GET", 1, "epp") ? Page.json(200, world.commands()) : unknown();
            case "reset" -> reset(request);
            default -> unknown();
        };
    }

    private Page registrars(Request request) throws IOException {
        if (request.is("GET", 1, "registrars")) {
            return Page.json(200, world.registrars());
        }
        if (request.is("POST", 1, "registrars")) {
            List<Registrar> all = read(request, Registrar.class);
            world.put(all);
            return Page.json(201, all);
        }
        if (request.path().length != 2) {
            return unknown();
        }
        String ianaId = request.path()[1];
        Registrar old = world.registrar(ianaId).orElse(null);
        if (old == null || request.method().equals("GET")) {
            return old == null ? unknown() : Page.json(200, old);
        }
        return patch(request, old, Registrar.class, Registrar::ianaId, changed -> world.put(List.of(changed)));
    }

    private Page domains(Request request) throws IOException {
        if (request.is("GET", 1, "domains")) {
            return Page.json(200, world.domains());
        }
        if (request.is("POST", 1, "domains")) {
            List<Domain> all = read(request, Domain.class);
            all.forEach(this::checked);
            world.register(all);
            return Page.json(201, all);
        }
        if (request.path().length != 2) {
            return unknown();
        }
        Domain old = world.domain(Domain.aLabels(request.path()[1])).orElse(null);
        if (old == null || request.method().equals("GET")) {
            return old == null ? unknown() : Page.json(200, old);
        }
        return patch(request, old, Domain.class, Domain::name, changed -> {
            checked(changed);
            world.register(List.of(changed));
        });
    }

    private void checked(Domain domain) {
        if (!domain.name().matches("[^.]+\\." + RdapSite.TLD)) {
            throw new InvalidInput(domain.name() + " is not directly below ." + RdapSite.TLD);
        }
        String ianaId = domain.registrarIanaId();
        if (ianaId != null && world.registrar(ianaId).isEmpty()) {
            throw new InvalidInput(domain.name() + ": no registrar " + ianaId);
        }
    }

    private Page mail(Request request) {
        if (request.is("GET", 1, "mail")) {
            return Page.json(
                    200, world.mail().stream().map(ControlApi::metadata).toList());
        }
        if (!request.is("GET", 2, "mail")) {
            return unknown();
        }
        return world.mail(request.path()[1])
                .map(m -> new Page(200, "message/rfc822", Map.of(), m.raw()))
                .orElseGet(ControlApi::unknown);
    }

    private static Map<String, Object> metadata(Mail mail) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("id", mail.id());
        metadata.put("registrarIanaId", mail.registrarIanaId());
        metadata.put("from", mail.from());
        metadata.put("to", mail.to());
        metadata.put("subject", mail.subject());
        metadata.put("receivedAt", mail.receivedAt());
        metadata.put("size", mail.raw().length);
        metadata.put("state", mail.state());
        metadata.put("ticket", mail.ticket());
        metadata.put("names", mail.names());
        metadata.put("detail", mail.detail());
        return metadata;
    }

    private Page reset(Request request) {
        if (!request.is("POST", 1, "reset")) {
            return unknown();
        }
        world.reset();
        forget.run();
        return Page.json(200, Map.of());
    }

    private interface Store<T> {
        void put(T changed);
    }

    /** JSON merge patch, RFC 7396; the key cannot be changed. */
    private static <T> Page patch(Request request, T old, Class<T> type, Function<T, String> key, Store<T> store)
            throws IOException {
        if (!request.method().equals("PATCH")) {
            return Page.problem(405, "Method not allowed", "GET or PATCH");
        }
        if (!(json(request) instanceof ObjectNode changes)) {
            throw new InvalidInput("the body is not a JSON object");
        }
        ObjectNode merged = World.JSON.valueToTree(old);
        merged.setAll(changes);
        T changed = World.JSON.treeToValue(merged, type);
        if (!key.apply(changed).equals(key.apply(old))) {
            throw new InvalidInput("the key cannot be changed");
        }
        store.put(changed);
        return Page.json(200, changed);
    }

    /** One object or an array of them. */
    private static <T> List<T> read(Request request, Class<T> type) throws IOException {
        JsonNode body = json(request);
        if (!body.isContainerNode()) {
            throw new InvalidInput("the body is neither a JSON object nor an array of them");
        }
        List<T> all = new ArrayList<>();
        for (JsonNode item : body.isArray() ? body : List.of(body)) {
            if (!item.isObject()) {
                throw new InvalidInput("the array holds something that is not an object");
            }
            all.add(World.JSON.treeToValue(item, type));
        }
        return all;
    }

    private static JsonNode json(Request request) throws IOException {
        return World.JSON.readTree(request.body());
    }

    private static Page unknown() {
        return Page.problem(404, "Not found", "there is nothing here");
    }
}
