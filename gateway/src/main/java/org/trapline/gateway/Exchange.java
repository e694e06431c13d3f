package org.trapline.gateway;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One request on its way through the gateway. */
final class Exchange {

    /** How long a refused upload may go on until its connection is cut; cut at once, its sender may never read why. */
    private static final long LINGER_MILLIS = 2_000;

    private final RoutingContext context;
    private final Trace trace;
    private final String remote;
    private final long started = System.nanoTime();
    private @Nullable Route route;
    private @Nullable String subject;
    private @Nullable RequestBody body;
    private boolean cut;

    Exchange(RoutingContext context) {
        this.context = context;
        this.trace = Trace.of(context.request().headers());
        // A closed connection knows it no more.
        this.remote = context.request().remoteAddress().hostAddress();
    }

    HttpServerRequest request() {
        return context.request();
    }

    HttpServerResponse response() {
        return context.response();
    }

    RoutingContext context() {
        return context;
    }

    Trace trace() {
        return trace;
    }

    /** Without dot segments and doubled slashes (RFC 3986 6.2.2): what is matched here is what the upstream gets. */
    String path() {
        return context.normalizedPath();
    }

    String uri() {
        @Nullable String query = request().query();
        return query == null ? path() : path() + "?" + query;
    }

    String remote() {
        return remote;
    }

    /** Who counts as one caller without a token: an address, of IPv6 the /64, which one subscriber holds as a whole. */
    String address() {
        byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(remote);
        return bytes != null && bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : remote;
    }

    void routed(Route to) {
        route = to;
    }

    @Nullable Route route() {
        return route;
    }

    void identified(String as) {
        subject = as;
    }

    @Nullable String subject() {
        return subject;
    }

    void sending(RequestBody with) {
        body = with;
    }

    @Nullable RequestBody body() {
        return body;
    }

    boolean wasCut() {
        return cut;
    }

    long nanos() {
        return System.nanoTime() - started;
    }

    void refuse(Problem problem) {
        HttpServerResponse response = response();
        if (response.headWritten()) {
            // Too late for words: cutting the answer short is the only way left to say that it is not whole.
            cut();
            return;
        }
        if (response.ended() || response.closed()) {
            return;
        }
        response.headers().clear();
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        @Nullable String retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        if (problem.challenge() != null) {
            response.putHeader("WWW-Authenticate", problem.challenge());
        }
        Headers.secure(response.headers(), request(), trace);
        discardRest();
        response.end(problem.json(trace));
    }

    /** Reads off, for a while, what the caller still sends although it has its answer. */
    void discardRest() {
        HttpServerRequest request = request();
        if (request.isEnded()) {
            return;
        }
        long cut = context.vertx().setTimer(LINGER_MILLIS, timer -> close());
        request.exceptionHandler(gone -> context.vertx().cancelTimer(cut));
        request.endHandler(end -> context.vertx().cancelTimer(cut));
        request.handler(unwanted -> {});
        request.resume();
    }

    /** Ends it without an end, so that what was sent cannot pass for a whole answer. */
    void cut() {
        cut = true;
        close();
    }

    private void close() {
        if (request().version() == HttpVersion.HTTP_2) {
            // Other requests share the connection.
            response().reset();
        } else {
            request().connection().close();
        }
    }
}
