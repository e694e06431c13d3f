package org.trapline.evidence.smtp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** For whoever runs the service: the listener that takes mail for the traps. */
@ConfigMapping(prefix = "trapline.evidence.smtp")
interface SmtpConfig {

    /** Whether to listen at all: an installation that takes mail by upload alone needs no open port. */
    @WithDefault("false")
    boolean enabled();

    /** Address to listen at. The outside reaches it only when it is told to. */
    @WithDefault("127.0.0.1")
    String host();

    /** 0 takes any free port. */
    @WithDefault("2526")
    int port();

    /** What the listener calls itself in its greeting and in each envelope: the name in the trap domains' MX records. */
    @WithDefault("localhost")
    String hostname();

    /** Connections at a time, each with a thread; more are told 421. */
    @WithDefault("200")
    int connections();

    /** Recipients of one transaction; RFC 5321 section 4.5.3.1.8 asks for 100 at least. */
    @WithDefault("1000")
    int recipients();

    /** How long a client may say nothing. RFC 5321 section 4.5.3.2 allows 5 minutes; traps need not be that patient. */
    @WithDefault("60s")
    Duration silence();

    /** How long one connection may last, so that a client that sends a byte now and then cannot stay for ever. */
    @WithDefault("10m")
    Duration session();

    /** PKCS#12 with key and certificate for STARTTLS; without it connections are in the clear. */
    Optional<Path> keyStore();

    Optional<String> keyStorePassword();

    /**
     * Networks (CIDR) of proxies. A connection from there must begin with a PROXY header, which is believed; from anywhere
     * else such a header is an error, so that nobody can invent a client address.
     */
    Optional<List<String>> proxyFrom();
}
