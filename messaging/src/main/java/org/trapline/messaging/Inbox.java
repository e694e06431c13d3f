package org.trapline.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.trapline.events.Event;
import org.trapline.events.EventCodec;
import org.trapline.events.UndecodableEvent;

/**
 * Takes an event from Kafka to its effect: decoded, once per event id, effect and inbox row in one transaction. A fault that
 * may pass (a database that restarts, a lost race) is tried again in place for as long as it takes, so that no event is lost
 * or overtaken; an event that cannot be read, or whose effect keeps failing for another reason, is thrown on to the
 * channel's dead-letter topic and counted, which is what an alert watches.
 */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private static final int TRIES_OF_A_LASTING_FAULT = 5;
    private static final long FIRST_DELAY_MS = 100;
    private static final long LONGEST_DELAY_MS = 10_000;

    private final DataSource dataSource;
    private final MeterRegistry meters;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Inbox(DataSource dataSource, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.meters = meters;
    }

    /**
     * @param json   the record's value
     * @param type   the data expected
     * @param effect runs in the transaction of the inbox row, not at all for an event seen before
     * @throws UndecodableEvent when {@code json} is not such an event
     */
    public <T> void receive(String json, Class<T> type, Consumer<Event<T>> effect) {
        Event<T> event;
        try {
            event = EventCodec.read(json, type);
        } catch (UndecodableEvent e) {
            throw dead(type.getSimpleName(), e);
        }
        boolean applied = withRetries(event, () -> applyOnce(event, effect));
        if (!applied) {
            meters.counter("trapline.inbox.duplicates", "type", event.type()).increment();
        }
        LOG.debugf("event received event=%s type=%s applied=%s", event.id(), event.type(), applied);
    }

    private <T> boolean applyOnce(Event<T> event, Consumer<Event<T>> effect) {
        return QuarkusTransaction.requiringNew().call(() -> {
            boolean first = first(event.id());
            if (first) {
                effect.accept(event);
            }
            return first;
        });
    }

    private boolean withRetries(Event<?> event, BooleanSupplier attempt) {
        long delay = FIRST_DELAY_MS;
        for (int tries = 1; ; tries++) {
            try {
                return attempt.getAsBoolean();
            } catch (RuntimeException e) {
                if (!Transience.mayPass(e) && tries >= TRIES_OF_A_LASTING_FAULT) {
                    throw dead(event.type(), e);
                }
                LOG.warnf(
                        "event not applied, trying again event=%s type=%s tries=%d: %s",
                        event.id(), event.type(), tries, e);
                pause(delay, e);
                delay = Math.min(LONGEST_DELAY_MS, delay * 2);
            }
        }
    }

    /** The offset is not committed when the service stops here, so the event comes again. */
    private void pause(long millis, RuntimeException fault) {
        try {
            if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
                throw fault;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fault;
        }
    }

    private RuntimeException dead(String type, RuntimeException fault) {
        meters.counter("trapline.dead.letters", "type", type).increment();
        LOG.errorf(fault, "event goes to the dead-letter topic type=%s", type);
        return fault;
    }

    private boolean first(UUID event) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into inbox (event_id) values (?) on conflict do nothing")) {
            insert.setObject(1, event);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailed("inbox row of event " + event + " was not written", e);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }
}
