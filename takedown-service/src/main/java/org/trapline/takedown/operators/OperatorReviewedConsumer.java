package org.trapline.takedown.operators;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.trapline.events.EventCodec;
import org.trapline.events.OperatorReviewed;
import org.trapline.messaging.Inbox;

@ApplicationScoped
class OperatorReviewedConsumer {

    private static final Logger LOG = Logger.getLogger(OperatorReviewedConsumer.class);

    private final Inbox inbox;
    private final AcceptedOperators operators;

    OperatorReviewedConsumer(Inbox inbox, AcceptedOperators operators) {
        this.inbox = inbox;
        this.operators = operators;
    }

    /** The topic also tells of revisions; an order rests on reviewed ones alone, so these are passed over. */
    @Incoming("operators")
    @Blocking
    void on(String json) {
        if (EventCodec.type(json).equals("OperatorRevised")) {
            return;
        }
        inbox.receive(json, OperatorReviewed.class, event -> {
            operators.record(event.data(), event.time());
            LOG.infof(
                    "operator reviewed operator=%s revision=%d verdict=%s",
                    event.data().operator(),
                    event.data().revision(),
                    event.data().verdict());
        });
    }
}
