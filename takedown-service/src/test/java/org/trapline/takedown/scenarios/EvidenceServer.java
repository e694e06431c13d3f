package org.trapline.takedown.scenarios;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.trapline.takedown.evidence.Exhibits;

/**
 * Evidence-service as seen from here: a deposit is idempotent by its hash, which is checked; nothing without a token.
 * {@code POST /outage/on} and {@code /outage/off} take it away and bring it back.
 */
final class EvidenceServer implements AutoCloseable {

    private static final String BY_HASH = "/api/evidence/exhibits/by-hash/";
    private static final String BY_ID = "/api/evidence/exhibits/";

    private final HttpServer server;
    private final Map<String, UUID> idByHash = new ConcurrentHashMap<>();
    private final Map<UUID, String> hashById = new ConcurrentHashMap<>();
    private volatile boolean outage;

    EvidenceServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/outage/")) {
                outage = path.endsWith("on");
                answer(exchange, 204, "");
            } else if (outage) {
                answer(exchange, 503, "{}");
            } else if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
                answer(exchange, 401, "{}");
            } else if (path.startsWith(BY_HASH) && exchange.getRequestMethod().equals("PUT")) {
                deposit(exchange, path.substring(BY_HASH.length()), body);
            } else {
                find(exchange, path.substring(BY_ID.length()));
            }
        }
    }

    private void deposit(HttpExchange exchange, String sha256, byte[] body) throws IOException {
        if (!Exhibits.sha256(body).equals(sha256)) {
            answer(exchange, 400, "{}");
            return;
        }
        UUID id = idByHash.computeIfAbsent(sha256, hash -> UUID.randomUUID());
        hashById.put(id, sha256);
        answer(exchange, 200, json(id, sha256));
    }

    private void find(HttpExchange exchange, String id) throws IOException {
        String sha256 = hashById.get(UUID.fromString(id));
        answer(exchange, sha256 == null ? 404 : 200, sha256 == null ? "{}" : json(UUID.fromString(id), sha256));
    }

    private static String json(UUID id, String sha256) {
        return "{\"id\":\"%s\",\"sha256\":\"%s\",\"kind\":\"MAIL\",\"leafIndex\":0}".formatted(id, sha256);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
