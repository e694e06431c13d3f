package org.trapline.attribution.lookups;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where RDAP begins. */
@ConfigMapping(prefix = "trapline.rdap")
interface RdapConfig {

    /** The bootstrap file for domain names (RFC 9224): IANA's unless a deployment must not reach outside. */
    @WithDefault("https://data.iana.org/rdap/dns.json")
    URI bootstrapUrl();
}
