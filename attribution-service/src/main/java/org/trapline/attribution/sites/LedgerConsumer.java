package org.trapline.attribution.sites;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.trapline.events.ExhibitsRecorded;
import org.trapline.events.SiteAdvertised;
import org.trapline.messaging.Inbox;

/** What the evidence service tells of its ledger. */
@ApplicationScoped
class LedgerConsumer {

    private static final Logger LOG = Logger.getLogger(LedgerConsumer.class);

    private final Inbox inbox;
    private final Ledger ledger;
    private final Sites sites;

    LedgerConsumer(Inbox inbox, Ledger ledger, Sites sites) {
        this.inbox = inbox;
        this.ledger = ledger;
        this.sites = sites;
    }

    @Incoming("exhibits")
    @Blocking
    void recorded(String json) {
        inbox.receive(json, ExhibitsRecorded.class, event -> ledger.take(event.data()));
    }

    @Incoming("sites")
    @Blocking
    void advertised(String json) {
        inbox.receive(json, SiteAdvertised.class, event -> {
            SiteAdvertised data = event.data();
            Set<UUID> added = sites.add(data, event.time());
            if (!added.isEmpty()) {
                LOG.infof(
                        "site advertised site=%s exhibit=%s added=%d",
                        data.site(), added.iterator().next(), added.size());
            }
        });
    }
}
