package org.trapline.takedown.orders;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.UUID;
import org.trapline.messaging.jobs.JobHandler;

/** An order lapses by itself when its term is over. */
@ApplicationScoped
class ExpiryJob implements JobHandler {

    static final String KIND = "expiry";

    private final Orders orders;
    private final OrderJournal journal;
    private final Clock clock;

    ExpiryJob(Orders orders, OrderJournal journal, Clock clock) {
        this.orders = orders;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(UUID orderId, int attempt) {
        QuarkusTransaction.requiringNew().run(() -> {
            Order order = orders.findById(orderId, LockModeType.PESSIMISTIC_WRITE);
            if (order.state().inForce()) {
                order.expire(clock.instant());
                journal.record(order, OrderState.Act.EXPIRE, OrderJournal.PLATFORM, clock.instant());
            }
        });
        return Outcome.done();
    }
}
