package org.trapline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The sender's reply page as far as a registrar sees it: it notes what is posted, after refusing some attempts. */
final class Portal implements AutoCloseable {

    record Reply(String path, JsonNode body) {}

    final List<Reply> replies = new CopyOnWriteArrayList<>();
    final AtomicInteger refusals = new AtomicInteger();
    private final HttpServer server;

    Portal() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                JsonNode body = World.JSON.readTree(exchange.getRequestBody());
                boolean refuse = refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
                if (!refuse) {
                    replies.add(new Reply(exchange.getRequestURI().getPath(), body));
                }
                exchange.sendResponseHeaders(refuse ? 503 : 204, -1);
            }
        });
        server.start();
    }

    String link(String capability) {
        return "http://localhost:" + server.getAddress().getPort() + "/api/takedown/n/" + capability;
    }

    List<String> paths() {
        return replies.stream().map(Reply::path).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
