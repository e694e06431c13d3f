package org.trapline.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A service behind the gateway, on a real socket; the last part of the path says what it does. */
final class TestUpstream {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final AtomicLong poured = new AtomicLong();
    private final AtomicLong served = new AtomicLong();

    TestUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            switch (path.substring(path.lastIndexOf('/') + 1)) {
                case "digest" -> digest(exchange);
                case "gated" -> gated(exchange);
                case "pour" -> pour(exchange);
                case "cut" -> cut(exchange);
                case "empty" -> exchange.sendResponseHeaders(204, -1);
                case "unchanged" -> exchange.sendResponseHeaders(304, -1);
                case "die" -> {
                    // Closing without an answer is what a killed process looks like.
                }
                case "own-policy" -> {
                    exchange.getResponseHeaders().set("Cache-Control", "public, max-age=60");
                    exchange.getResponseHeaders().set("X-Private", "of this connection");
                    exchange.getResponseHeaders().set("Connection", "X-Private");
                    answer(exchange, 200, new JsonObject());
                }
                case "early" -> {
                    answer(exchange, 422, new JsonObject());
                    exchange.getResponseBody().flush();
                    await(path);
                }
                case "hang" -> await(path);
                case "open-gates" -> {
                    gates.forEach((name, gate) -> gate.countDown());
                    answer(exchange, 200, new JsonObject());
                }
                case "counts" ->
                    answer(
                            exchange,
                            200,
                            new JsonObject().put("poured", poured.get()).put("served", served.get()));
                default -> echo(exchange);
            }
        }
    }

    private void echo(HttpExchange exchange) throws IOException {
        served.incrementAndGet();
        JsonObject headers = new JsonObject();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        answer(
                exchange,
                200,
                new JsonObject()
                        .put("method", exchange.getRequestMethod())
                        .put("uri", exchange.getRequestURI().toString())
                        .put("headers", headers));
    }

    private void digest(HttpExchange exchange) throws IOException {
        try (InputStream body = exchange.getRequestBody()) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 * 1024];
            long bytes = 0;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                sha256.update(buffer, 0, n);
                bytes += n;
            }
            answer(
                    exchange,
                    201,
                    new JsonObject()
                            .put("bytes", bytes)
                            .put("sha256", HexFormat.of().formatHex(sha256.digest())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void gated(HttpExchange exchange) throws IOException {
        await(exchange.getRequestURI().getPath());
        digest(exchange);
    }

    private void await(String name) {
        try {
            gates.computeIfAbsent(name, unseen -> new CountDownLatch(1)).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pour(HttpExchange exchange) throws IOException {
        poured.set(0);
        exchange.sendResponseHeaders(200, 0);
        byte[] block = new byte[64 * 1024];
        long wanted = Long.parseLong(exchange.getRequestURI().getQuery());
        try (OutputStream out = exchange.getResponseBody()) {
            while (poured.get() < wanted) {
                out.write(block);
                poured.addAndGet(block.length);
            }
        }
    }

    private void cut(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1_000_000);
        exchange.getResponseBody().write(new byte[100_000]);
        exchange.getResponseBody().flush();
    }

    private static void answer(HttpExchange exchange, int status, JsonObject body) throws IOException {
        byte[] bytes = body.toBuffer().getBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
