package org.trapline.gateway;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The course of a request: routed, identified, limited, forwarded; refused as soon as one of them fails. */
@ApplicationScoped
class Gateway {

    private static final Logger LOG = Logger.getLogger(Gateway.class);

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    // An encoded slash, backslash or NUL means one thing here and may mean another to an upstream.
    private static final Pattern AMBIGUOUS = Pattern.compile("(?i)%2f|%5c|%00|\\\\");

    private final List<Route> routes;
    private final RateLimiter authenticated;
    private final RateLimiter anonymous;
    private final AccessLog log;

    Gateway(GatewayConfig config, Vertx vertx, MeterRegistry metrics) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setIdleTimeout((int) config.upstreamIdle().toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        // Bytes pass as they are: an answer's digest is that of the bytes the upstream sent.
                        .setDecompressionSupported(false)
                        .setMaxWaitQueueSize(config.waiting()),
                new PoolOptions().setHttp1MaxSize(config.connections()));
        this.routes = config.routes().entrySet().stream()
                .map(entry -> Route.of(
                        entry.getKey(),
                        entry.getValue(),
                        new Upstream(
                                entry.getKey(),
                                entry.getValue().url(),
                                client,
                                new CircuitBreaker(
                                        config.breaker().failures(),
                                        config.breaker().pause(),
                                        Clock.systemUTC()),
                                config,
                                vertx)))
                .sorted(Comparator.comparingInt((Route route) -> route.prefix().length())
                        .reversed())
                .toList();
        this.authenticated =
                new RateLimiter(config.authenticated(), config.rememberedClients(), TimeMeter.SYSTEM_NANOTIME);
        this.anonymous = new RateLimiter(config.anonymous(), config.rememberedClients(), TimeMeter.SYSTEM_NANOTIME);
        this.log = new AccessLog(metrics);
    }

    void mount(@Observes Router router) {
        router.route().last().handler(this::accept).failureHandler(this::failed);
    }

    private void accept(RoutingContext context) {
        Exchange exchange = new Exchange(context);
        context.put(Exchange.class.getName(), exchange);
        // Nothing may be read before it is known who sends it and where it goes.
        context.request().pause();
        context.addEndHandler(end -> {
            RequestBody body = exchange.body();
            if (body != null) {
                body.stopWatching();
            }
            log.over(exchange, end.succeeded());
        });
        route(exchange);
    }

    private void route(Exchange exchange) {
        HttpMethod method = exchange.request().method();
        if (!METHODS.contains(method)) {
            exchange.refuse(Problem.notImplemented());
            return;
        }
        if (exchange.request().version() == HttpVersion.HTTP_1_0) {
            // An answer of unknown length could not be streamed to it.
            exchange.refuse(Problem.httpTooOld());
            return;
        }
        if (exchange.request().authority() == null
                || AMBIGUOUS.matcher(exchange.request().path()).find()) {
            exchange.refuse(Problem.malformed("The request has no host, or an encoded separator in its path"));
            return;
        }
        Optional<Route> found =
                routes.stream().filter(route -> route.takes(exchange.path())).findFirst();
        if (found.isEmpty()) {
            exchange.refuse(Problem.noSuchPath());
            return;
        }
        Route route = found.get();
        exchange.routed(route);
        if (route.admitsAnybody(method, exchange.path())) {
            forward(exchange, route, anonymous.take(exchange.address()));
        } else {
            identify(exchange, route);
        }
    }

    private void identify(Exchange exchange, Route route) {
        Callers.subject(exchange.context())
                .onSuccess(subject -> {
                    exchange.identified(subject);
                    forward(exchange, route, authenticated.take(subject));
                })
                .onFailure(fault -> {
                    Duration wait = anonymous.take(exchange.address());
                    if (!wait.isZero()) {
                        exchange.refuse(Problem.tooManyRequests(wait));
                    } else if (fault instanceof Callers.Refused refused) {
                        exchange.refuse(refused.problem());
                    } else {
                        exchange.context().fail(fault);
                    }
                });
    }

    private void forward(Exchange exchange, Route route, Duration wait) {
        if (!wait.isZero()) {
            exchange.refuse(Problem.tooManyRequests(wait));
            return;
        }
        long length = declaredLength(exchange);
        if (length > route.maxBody()) {
            exchange.refuse(Problem.bodyTooLarge(route.maxBody()));
            return;
        }
        route.upstream().forward(exchange, route.maxBody());
    }

    private static long declaredLength(Exchange exchange) {
        String declared = exchange.request().getHeader("Content-Length");
        try {
            return declared == null ? 0 : Long.parseLong(declared);
        } catch (NumberFormatException e) {
            // Longer than a long can say; anything else was refused by the HTTP decoder.
            return Long.MAX_VALUE;
        }
    }

    private void failed(RoutingContext context) {
        Exchange exchange = context.get(Exchange.class.getName());
        LOG.errorf(context.failure(), "request=%s failed", exchange.trace().id());
        exchange.refuse(Problem.unexpected());
    }
}
