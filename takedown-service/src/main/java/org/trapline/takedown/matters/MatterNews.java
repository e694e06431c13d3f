package org.trapline.takedown.matters;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import org.trapline.events.Event;
import org.trapline.events.MatterAccessChanged;
import org.trapline.events.Topics;
import org.trapline.messaging.Outbox;

/** Tells the other services who may see a matter, in the transaction that changed it. */
@ApplicationScoped
class MatterNews {

    private final Outbox outbox;
    private final EntityManager entities;

    MatterNews(Outbox outbox, EntityManager entities) {
        this.outbox = outbox;
        this.entities = entities;
    }

    void tell(Matter matter) {
        // The version rises at the flush, and the event must carry the one that it made.
        entities.flush();
        outbox.append(
                Topics.MATTERS,
                Event.of(
                        "/takedown",
                        matter.id().toString(),
                        matter.changedAt(),
                        new MatterAccessChanged(matter.id(), matter.version(), matter.sealed(), matter.members())));
    }
}
