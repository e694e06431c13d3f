package org.trapline.evidence.matters;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.trapline.events.MatterAccessChanged;
import org.trapline.messaging.Inbox;

@ApplicationScoped
class MatterAccessConsumer {

    private final Inbox inbox;
    private final MatterAccess access;

    MatterAccessConsumer(Inbox inbox, MatterAccess access) {
        this.inbox = inbox;
        this.access = access;
    }

    @Incoming("matters")
    @Blocking
    void on(String json) {
        inbox.receive(json, MatterAccessChanged.class, event -> access.apply(event.data()));
    }
}
