package org.trapline.evidence.dns;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Whom DNS is asked of when mail has come in by SMTP. */
@ConfigMapping(prefix = "trapline.evidence.dns")
interface DnsConfig {

    /**
     * {@code host:port} of a resolver. None: nothing is asked, and rules that need DNS at receipt say that it is missing. The
     * resolver, and the name servers that it asks, learn that somebody here got mail of a sender: a sender who runs one may
     * tell a trap by it.
     */
    Optional<String> resolver();

    /** How long one answer may take. */
    @WithDefault("PT3S")
    Duration patience();

    /** How long after a receipt it is still asked. Longer bridges a resolver's absence; the answers say less of the receipt. */
    @WithDefault("PT30M")
    Duration within();

    /** Messages asked about at a time. */
    @WithDefault("8")
    int atOnce();
}
