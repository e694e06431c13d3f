package org.trapline.gateway;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is routed where, and how much of it. */
@ConfigMapping(prefix = "trapline.gateway")
public interface GatewayConfig {

    /** The upstreams by name. The longest matching prefix wins. */
    Map<String, RouteConfig> routes();

    /** Requests of one token subject. A bulk upload or a read-back of a whole corpus by one person must fit. */
    Rate authenticated();

    /**
     * Requests of one address without a valid token, rejected tokens included, so that guessing is slow too. People
     * behind one address share it: too low shuts out an office, too high lets one machine guess codes.
     */
    Rate anonymous();

    /**
     * How many clients are remembered. Past it the least recently seen one is forgotten and starts with a full bucket:
     * bounded memory is bought with a limit that a very large crowd can dilute.
     */
    @WithDefault("100000")
    int rememberedClients();

    Breaker breaker();

    /** How long an upstream may take to accept a connection. */
    @WithDefault("PT2S")
    Duration connectTimeout();

    /**
     * How long an upstream may stay silent, no byte either way, before it counts as hung (504). Shorter than
     * {@code quarkus.http.idle-timeout}, which would otherwise cut the client without an answer.
     */
    @WithDefault("PT2M")
    Duration upstreamIdle();

    /** How long a client may stop sending in the middle of a body before it is refused (408). */
    @WithDefault("PT30S")
    Duration clientIdle();

    /** Connections to one upstream; an upload holds one as long as it runs. */
    @WithDefault("256")
    int connections();

    /** Requests that may wait for a connection to one upstream; further ones are answered 503. */
    @WithDefault("256")
    int waiting();

    /** One upstream. */
    @ConfigGroup
    interface RouteConfig {

        /** The path prefix, whole segments: {@code /api/evidence} takes {@code /api/evidence/x}, not {@code /api/evidences}. */
        String prefix();

        /** Scheme, host and port; the path of a request is passed on as it is. */
        URI url();

        /** The largest request body, counted as it streams by (413). */
        @WithDefault("4G")
        MemorySize maxBody();

        /** What needs no token: {@code METHOD /path/**}; GET stands for HEAD too. */
        Optional<List<String>> anonymous();

        /** Path prefixes whose next segment is a secret, such as a capability: only a short hash of it is logged. */
        Optional<List<String>> secretsAfter();
    }

    /** A token bucket. */
    @ConfigGroup
    interface Rate {

        /** Requests that may come at once. */
        long burst();

        /** Requests a second in the long run. */
        long perSecond();
    }

    /** When to stop asking an upstream that does not answer. */
    @ConfigGroup
    interface Breaker {

        /** Failures in a row (refused, reset, hung; never an HTTP status) that open the circuit. */
        @WithDefault("5")
        int failures();

        /** How long an open circuit waits between two trial requests. */
        @WithDefault("PT2S")
        Duration pause();
    }
}
