package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.trapline.cli.ApiClient;
import org.trapline.cli.Installation;
import org.trapline.cli.Tokens;

/** The users' ways into the platform: everything goes through the gateway, each step as the person whose step it is. */
final class Desks {
    static final String ADMIN = "admin1";
    static final String INVESTIGATOR = "investigator1";
    static final String LEGAL = "legal1";
    static final String SECOND_LEGAL = "legal2";

    private final Installation installation;
    private final Tokens tokens;
    private final Map<String, ApiClient> clients = new ConcurrentHashMap<>();

    Desks(Installation installation) {
        this.installation = installation;
        this.tokens = new Tokens(installation);
    }

    ApiClient of(String user) {
        return clients.computeIfAbsent(user, u -> tokens.client(installation, u));
    }

    /** The simulated world outside, which is not part of the platform. */
    ApiClient outside() {
        return clients.computeIfAbsent("", u -> ApiClient.anonymous(installation.simulatorControl()));
    }

    ApiClient anonymous() {
        return clients.computeIfAbsent("?", u -> ApiClient.anonymous(installation.gateway()));
    }

    /** Every item of a list, page by page. */
    void each(String user, String path, Consumer<JsonNode> item) {
        String separator = path.indexOf('?') < 0 ? "?" : "&";
        String next = path + separator + "limit=500";
        while (!next.isEmpty()) {
            JsonNode page = of(user).get(next);
            page.path("items").forEach(item);
            JsonNode cursor = page.path("next");
            next = cursor.isTextual() ? path + separator + "limit=500&cursor=" + encoded(cursor.asText()) : "";
        }
    }

    List<JsonNode> all(String user, String path) {
        List<JsonNode> items = new ArrayList<>();
        each(user, path, items::add);
        return items;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
