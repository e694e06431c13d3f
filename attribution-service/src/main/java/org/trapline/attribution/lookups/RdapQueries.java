package org.trapline.attribution.lookups;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.trapline.rdap.RdapAnswer;
import org.trapline.rdap.RdapClient;
import org.trapline.rdap.RdapLimits;

/** The one RDAP client of the process: it keeps the bootstrap file, which is not to be fetched per query. */
@ApplicationScoped
class RdapQueries {

    private final RdapClient client;

    RdapQueries(RdapConfig config, Pacer pacer, Clock clock) {
        this.client = new RdapClient(config.bootstrapUrl(), pacer::admit, RdapLimits.DEFAULT, clock);
    }

    RdapAnswer domain(String site) {
        return client.domain(site);
    }
}
