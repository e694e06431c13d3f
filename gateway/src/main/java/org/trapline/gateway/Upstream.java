package org.trapline.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One service behind the gateway, and whether it answers at present. */
final class Upstream {

    private static final Logger LOG = Logger.getLogger(Upstream.class);

    private final String name;
    private final RequestOptions origin;
    private final HttpClient client;
    private final CircuitBreaker breaker;
    private final GatewayConfig config;
    private final Vertx vertx;

    Upstream(String name, URI url, HttpClient client, CircuitBreaker breaker, GatewayConfig config, Vertx vertx) {
        boolean https = "https".equals(url.getScheme());
        if (url.getHost() == null || !https && !"http".equals(url.getScheme())) {
            throw new IllegalArgumentException("url of route " + name + " must be like http://host:port: " + url);
        }
        int port = url.getPort() >= 0 ? url.getPort() : https ? 443 : 80;
        this.name = name;
        this.origin = new RequestOptions().setHost(url.getHost()).setPort(port).setSsl(https);
        this.client = client;
        this.breaker = breaker;
        this.config = config;
        this.vertx = vertx;
    }

    /** Streams the request there and the answer back. */
    void forward(Exchange exchange, long maxBody) {
        Duration wait = breaker.admit();
        if (!wait.isZero()) {
            exchange.refuse(Problem.upstreamDown(name, wait));
            return;
        }
        client.request(new RequestOptions(origin).setMethod(exchange.request().method()))
                .onFailure(fault -> unreachable(exchange, fault))
                .onSuccess(connected -> send(exchange, connected, maxBody));
    }

    private void send(Exchange exchange, HttpClientRequest connected, long maxBody) {
        if (exchange.response().closed()) {
            connected.reset();
            return;
        }
        ProxyRequest request = ProxyRequest.reverseProxy(exchange.request());
        RequestBody body = new RequestBody(request.getBody().stream(), maxBody, config.clientIdle(), vertx);
        request.setBody(Body.body(body, request.getBody().length()))
                .setURI(exchange.uri())
                // The name that the caller used, so that links in the answer lead back here.
                .setAuthority(exchange.request().authority());
        if ("100-continue".equalsIgnoreCase(exchange.request().getHeader(HttpHeaders.EXPECT))) {
            exchange.response().writeContinue();
        }
        Headers.forward(request.headers(), exchange.request(), exchange.trace());
        exchange.sending(body);
        // What breaks the request also fails its answer, and is reported there.
        connected.exceptionHandler(reportedBelow -> {});
        exchange.context().addEndHandler(end -> {
            if (end.failed()) {
                connected.reset();
            }
        });
        request.send(connected)
                .onFailure(fault -> brokeOff(exchange, body, fault))
                .onSuccess(response -> answer(exchange, connected, response));
    }

    private void answer(Exchange exchange, HttpClientRequest connected, ProxyResponse response) {
        breaker.succeeded();
        Headers.answer(response.headers(), exchange.request(), exchange.trace());
        response.setBody(Body.body(
                new AnswerBody(response.getBody().stream(), fault -> cutShort(exchange, fault)),
                response.getBody().length()));
        response.send().onSuccess(whole -> {
            if (!exchange.request().isEnded()) {
                // Answered before the end of the upload: it wants no more of it.
                connected.reset();
                exchange.discardRest();
            }
        });
    }

    private void cutShort(Exchange exchange, Throwable fault) {
        if (!exchange.response().closed()) {
            LOG.warnf(
                    "request=%s upstream=%s answer cut short: %s",
                    exchange.trace().id(), name, fault);
            exchange.cut();
        }
    }

    private void unreachable(Exchange exchange, Throwable fault) {
        if (fault instanceof ConnectionPoolTooBusyException) {
            exchange.refuse(Problem.upstreamDown(name));
            return;
        }
        failed(exchange, fault);
        exchange.refuse(Problem.upstreamDown(name));
    }

    private void brokeOff(Exchange exchange, RequestBody body, Throwable fault) {
        @Nullable Problem callersFault = body.fault();
        if (callersFault != null) {
            exchange.refuse(callersFault);
        } else if (!exchange.response().closed()) {
            failed(exchange, fault);
            exchange.refuse(hung(body) ? Problem.upstreamHung(name) : Problem.upstreamBroke(name));
        }
    }

    /** An idle connection is reported like any other closed one, so the clock has to tell. */
    private boolean hung(RequestBody body) {
        return body.idle().multipliedBy(10).compareTo(config.upstreamIdle().multipliedBy(9)) >= 0;
    }

    private void failed(Exchange exchange, Throwable fault) {
        boolean opened = breaker.failed();
        LOG.warnf(
                "request=%s upstream=%s failed%s: %s",
                exchange.trace().id(), name, opened ? ", circuit open" : "", fault);
    }
}
