package org.trapline.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One line and one measurement a request: no token, no query, no secret part of a path. */
final class AccessLog {

    private static final Logger LOG = Logger.getLogger("org.trapline.gateway.access");

    private final MeterRegistry metrics;

    AccessLog(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void over(Exchange exchange, boolean whole) {
        @Nullable Route route = exchange.route();
        @Nullable RequestBody body = exchange.body();
        long nanos = exchange.nanos();
        int status = exchange.response().getStatusCode();
        LOG.infof(
                "request=%s method=%s path=%s status=%s ms=%d subject=%s address=%s in=%d out=%d",
                exchange.trace().id(),
                exchange.request().method(),
                route == null ? "-" : route.loggable(exchange.path()),
                whole && !exchange.wasCut() ? Integer.toString(status) : status + "/cut",
                TimeUnit.NANOSECONDS.toMillis(nanos),
                exchange.subject() == null ? "-" : exchange.subject(),
                exchange.remote(),
                body == null ? 0 : body.bytes(),
                exchange.response().bytesWritten());
        metrics.timer(
                        "trapline.gateway.requests",
                        "route",
                        route == null ? "none" : route.name(),
                        "outcome",
                        status / 100 + "xx")
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
