package org.trapline.attribution.sites;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.trapline.events.EventCodec;
import org.trapline.events.ExhibitBlocked;
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
    private final BlockedExhibits blocked;

    LedgerConsumer(Inbox inbox, Ledger ledger, Sites sites, BlockedExhibits blocked) {
        this.inbox = inbox;
        this.ledger = ledger;
        this.sites = sites;
        this.blocked = blocked;
    }

    @Incoming("exhibits")
    @Blocking
    void on(String json) {
        if (EventCodec.type(json).equals("ExhibitBlocked")) {
            inbox.receive(json, ExhibitBlocked.class, event -> {
                blocked.add(event.data());
                LOG.warnf("exhibit blocked exhibit=%s", event.data().exhibit());
            });
        } else {
            inbox.receive(json, ExhibitsRecorded.class, event -> ledger.take(event.data()));
        }
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
