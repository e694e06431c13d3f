package org.trapline.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What passes the gateway in a header, and what does not. */
final class Headers {

    static final String REQUEST_ID = "X-Request-Id";

    // RFC 9110 7.6.1 and the older names of its predecessors.
    private static final List<String> HOP_BY_HOP = List.of(
            "Connection",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Upgrade");

    // What an upstream might believe about the caller; only the gateway may say it.
    private static final List<String> CLAIMS =
            List.of("Forwarded", "X-Real-IP", REQUEST_ID, "X-Original-URL", "X-Rewrite-URL");

    private static final Map<String, String> SECURITY = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer");

    private Headers() {}

    /** Turns the caller's headers into those of the request to the upstream. */
    static void forward(MultiMap headers, HttpServerRequest request, Trace trace) {
        dropHopByHop(headers);
        CLAIMS.forEach(headers::remove);
        List<String> forwarded = headers.names().stream()
                .filter(name -> name.regionMatches(true, 0, "X-Forwarded-", 0, "X-Forwarded-".length()))
                .toList();
        forwarded.forEach(headers::remove);
        // The gateway itself answers the expectation, once the request is admitted.
        headers.remove(HttpHeaders.EXPECT);
        headers.set("X-Forwarded-For", request.remoteAddress().hostAddress());
        headers.set("X-Forwarded-Proto", isHttps(request) ? "https" : "http");
        headers.set("X-Forwarded-Host", request.authority().toString());
        headers.set(REQUEST_ID, trace.id());
        trace.into(headers);
    }

    /** Turns an upstream's headers into those of the answer. */
    static void answer(MultiMap headers, HttpServerRequest request, Trace trace) {
        dropHopByHop(headers);
        secure(headers, request, trace);
    }

    /** Adds what the answer does not say for itself. */
    static void secure(MultiMap headers, HttpServerRequest request, Trace trace) {
        SECURITY.forEach((name, value) -> {
            if (!headers.contains(name)) {
                headers.set(name, value);
            }
        });
        if (isHttps(request)) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        headers.set(REQUEST_ID, trace.id());
    }

    private static void dropHopByHop(MultiMap headers) {
        List<String> dropped = new ArrayList<>(HOP_BY_HOP);
        for (String connection : headers.getAll(HttpHeaders.CONNECTION)) {
            for (String name : connection.split(",")) {
                dropped.add(name.trim());
            }
        }
        // A caller must not make the gateway drop what it relies on by naming it in Connection.
        dropped.removeIf(name -> name.isEmpty()
                || name.equalsIgnoreCase("Authorization")
                || name.equalsIgnoreCase("Content-Length")
                || name.equalsIgnoreCase("Transfer-Encoding"));
        dropped.forEach(headers::remove);
    }

    private static boolean isHttps(HttpServerRequest request) {
        return "https".equals(request.scheme());
    }
}
