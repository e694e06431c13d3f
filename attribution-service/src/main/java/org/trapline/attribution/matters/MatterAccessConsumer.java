package org.trapline.attribution.matters;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.trapline.events.MatterAccessChanged;
import org.trapline.messaging.Inbox;

@ApplicationScoped
class MatterAccessConsumer {

    private static final Logger LOG = Logger.getLogger(MatterAccessConsumer.class);

    private final Inbox inbox;
    private final Session entities;

    MatterAccessConsumer(Inbox inbox, Session entities) {
        this.inbox = inbox;
        this.entities = entities;
    }

    @Incoming("matters")
    @Blocking
    void on(String json) {
        inbox.receive(json, MatterAccessChanged.class, event -> take(event.data()));
    }

    private void take(MatterAccessChanged change) {
        MatterAccess access = entities.find(MatterAccess.class, change.matter(), LockModeType.PESSIMISTIC_WRITE);
        if (access == null) {
            access = new MatterAccess(change.matter());
            entities.persist(access);
        }
        if (access.take(change)) {
            LOG.infof(
                    "matter access changed matter=%s version=%d sealed=%s",
                    change.matter(), change.version(), change.sealed());
        }
    }
}
