package org.trapline.takedown.evidence;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.trapline.events.EventCodec;
import org.trapline.events.ExhibitBlocked;
import org.trapline.messaging.Inbox;

@ApplicationScoped
class ExhibitBlockedConsumer {

    private static final Logger LOG = Logger.getLogger(ExhibitBlockedConsumer.class);

    private final Inbox inbox;
    private final BlockedExhibits blocked;

    ExhibitBlockedConsumer(Inbox inbox, BlockedExhibits blocked) {
        this.inbox = inbox;
        this.blocked = blocked;
    }

    /** The topic also tells what was recorded; an order names its exhibits itself, so that is passed over. */
    @Incoming("exhibits")
    @Blocking
    void on(String json) {
        if (EventCodec.type(json).equals("ExhibitsRecorded")) {
            return;
        }
        inbox.receive(json, ExhibitBlocked.class, event -> {
            blocked.add(event.data());
            LOG.warnf("exhibit blocked exhibit=%s", event.data().exhibit());
        });
    }
}
