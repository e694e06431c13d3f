package org.trapline.takedown.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where registration data is looked up. */
@ConfigMapping(prefix = "trapline.rdap")
interface RdapConfig {

    /** The bootstrap file for domain names (RFC 9224); every registry's server is found through it. */
    @WithDefault("https://data.iana.org/rdap/dns.json")
    URI bootstrapUrl();
}
