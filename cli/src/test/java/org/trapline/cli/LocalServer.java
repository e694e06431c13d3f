package org.trapline.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server that gives the next of its prepared answers to whatever is asked, and keeps what was asked. */
public final class LocalServer implements AutoCloseable {

    /** What was asked. */
    public record Asked(String method, String path, Map<String, List<String>> headers, byte[] body) {

        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    private record Prepared(int status, Map<String, String> headers, String body, boolean cutOff) {}

    private final HttpServer server;
    private final ConcurrentLinkedQueue<Prepared> answers = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public LocalServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public LocalServer willAnswer(int status, Map<String, String> headers, String body) {
        answers.add(new Prepared(status, headers, body, false));
        return this;
    }

    public LocalServer willAnswer(int status, String body) {
        return willAnswer(status, Map.of(), body);
    }

    /** The connection ends in the middle of the answer, as when a process is killed. */
    public LocalServer willBreakOff() {
        answers.add(new Prepared(200, Map.of(), "half", true));
        return this;
    }

    public List<Asked> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body));
        Prepared prepared = answers.poll();
        if (prepared == null) {
            prepared = new Prepared(599, Map.of(), "no answer was prepared", false);
        }
        prepared.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] text = prepared.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(prepared.status(), prepared.cutOff() ? text.length * 2L : text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
