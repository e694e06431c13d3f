package org.trapline.rdap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on loopback whose pages the test writes; it counts what it is asked. */
final class RdapWorld implements AutoCloseable {

    private record Page(int status, Map<String, String> headers, byte[] body) {}

    private final HttpServer server;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> accepted = new CopyOnWriteArrayList<>();

    RdapWorld() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        bootstrap("max-age=3600");
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void bootstrap(String cacheControl) {
        page("/dns.json", 200, Map.of("Cache-Control", cacheControl), """
                {"version":"1.0","services":[[["example"],["%s"]]]}""".formatted(uri("/registry")));
    }

    void page(String path, int status, Map<String, String> headers, String body) {
        pages.put(path, new Page(status, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    void registry(String name, String body) {
        page("/registry/domain/" + name, 200, Map.of("Content-Type", "application/rdap+json"), body);
    }

    long count(String path) {
        return asked.stream().filter(path::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().getPath());
        accepted.add(exchange.getRequestHeaders().getFirst("Accept"));
        Page page = pages.getOrDefault(
                exchange.getRequestURI().getPath(), new Page(404, Map.of(), "{}".getBytes(StandardCharsets.UTF_8)));
        page.headers().forEach(exchange.getResponseHeaders()::set);
        try (exchange) {
            exchange.sendResponseHeaders(page.status(), page.body().length == 0 ? -1 : page.body().length);
            exchange.getResponseBody().write(page.body());
        } catch (IOException hungUp) {
            // The client hangs up on bodies that are too large: that is what one test is about.
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
