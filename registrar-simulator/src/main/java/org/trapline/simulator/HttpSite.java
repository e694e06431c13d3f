package org.trapline.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback in which a page is a function and bad input is a problem document. */
final class HttpSite implements AutoCloseable {

    private static final int LARGEST_BODY = 16 << 20;

    /** @param body written as JSON; a byte array as it is */
    record Page(int status, String mediaType, Map<String, String> headers, Object body) {

        static Page json(int status, Object body) {
            return new Page(status, "application/json", Map.of(), body);
        }

        static Page problem(int status, String title, String detail) {
            return new Page(
                    status,
                    "application/problem+json",
                    Map.of(),
                    Map.of("type", "about:blank", "title", title, "status", status, "detail", detail));
        }
    }

    /** @param path split at slashes, decoded, without empty segments */
    record Request(String method, String[] path, byte[] body) {

        boolean is(String wanted, int segments, String first) {
            return method.equals(wanted) && path.length == segments && path[0].equals(first);
        }
    }

    interface Handler {
        Page answer(Request request) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    HttpSite(int port, Handler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 64);
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, handler));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void serve(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            Page page = answer(exchange, handler);
            byte[] body = page.body() instanceof byte[] bytes ? bytes : World.JSON.writeValueAsBytes(page.body());
            exchange.getResponseHeaders().set("Content-Type", page.mediaType());
            page.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Page answer(HttpExchange exchange, Handler handler) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return Page.problem(413, "Too large", "at most " + LARGEST_BODY + " bytes");
        }
        String path = exchange.getRequestURI().getPath();
        String[] segments = path.replaceAll("^/+", "").split("/+");
        try {
            return handler.answer(new Request(exchange.getRequestMethod(), segments, body));
        } catch (InvalidInput e) {
            return Page.problem(400, "Invalid input", e.getMessage());
        } catch (JsonProcessingException e) {
            // A record that refuses its values arrives wrapped in Jackson's exception.
            Throwable refusal = e.getCause() instanceof InvalidInput ? e.getCause() : null;
            return Page.problem(400, "Invalid input", refusal != null ? refusal.getMessage() : e.getOriginalMessage());
        } catch (RuntimeException e) {
            System.err.println("simulator: " + exchange.getRequestMethod() + " " + path + " failed: " + e);
            return Page.problem(500, "Unexpected", "see the log");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
