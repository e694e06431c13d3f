package org.trapline.attribution.scenarios;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The evidence service's deposit endpoint, by its contract: only with a token, refused when the hash differs, the same
 * exhibit for the same bytes. {@code PUT /control/up|down} switches it, {@code GET /control/SHA256} gives the bytes back.
 */
final class EvidenceServer {

    private static final String DEPOSITS = "/api/evidence/exhibits/by-hash/";

    private final HttpServer server;
    private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();
    private final Map<String, UUID> ids = new ConcurrentHashMap<>();
    private volatile boolean up = true;

    EvidenceServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(DEPOSITS, this::deposit);
        server.createContext("/control/", this::control);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    private void deposit(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String hash = exchange.getRequestURI().getPath().substring(DEPOSITS.length());
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String query = exchange.getRequestURI().getQuery();
        if (!up) {
            answer(exchange, 503, "{}");
        } else if (authorization == null || !authorization.startsWith("Bearer ")) {
            answer(exchange, 401, "{}");
        } else if (!exchange.getRequestMethod().equals("PUT") || !query.contains("kind=RDAP_RESPONSE")) {
            answer(exchange, 400, "{}");
        } else if (body.length == 0 || !hash.equals(sha256(body))) {
            answer(exchange, 400, "{}");
        } else {
            bytes.put(hash, body);
            UUID id = ids.computeIfAbsent(hash, h -> UUID.randomUUID());
            answer(
                    exchange,
                    200,
                    "{\"id\":\"%s\",\"sha256\":\"%s\",\"size\":%d,\"leafIndex\":0,\"kind\":\"RDAP_RESPONSE\"}"
                            .formatted(id, hash, body.length));
        }
    }

    private void control(HttpExchange exchange) throws IOException {
        String what = exchange.getRequestURI().getPath().substring("/control/".length());
        if (exchange.getRequestMethod().equals("PUT")) {
            up = what.equals("up");
            answer(exchange, 200, "{}");
        } else if (bytes.containsKey(what)) {
            answer(exchange, 200, new String(bytes.get(what), StandardCharsets.UTF_8));
        } else {
            answer(exchange, 404, "{}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
