package org.trapline.evidence.publishing;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.messaging.EventSender;
import org.trapline.verifier.Checkpoint;

/**
 * Publishes straight from the ledger: reads the leaves after its cursor, sends, waits for the brokers, moves the cursor. A
 * crash in between sends a range again, never leaves one out. No outbox is needed, since one writer numbers the leaves
 * without gaps in the order of their commits.
 */
@ApplicationScoped
public class LedgerPublisher {

    private static final Logger LOG = Logger.getLogger(LedgerPublisher.class);

    /** Leaves of one round: a site advertised by many of them is then one event. */
    private static final int ROUND = 2000;

    private static final int MAX_PAUSE_SECONDS = 10;

    private final PublishedRange.Reader reader;
    private final Ledger ledger;
    private final EventSender sender;
    private final Semaphore work = new Semaphore(1);
    private @Nullable Thread loop;
    private volatile boolean stopping;

    LedgerPublisher(PublishedRange.Reader reader, Ledger ledger, EventSender sender) {
        this.reader = reader;
        this.ledger = ledger;
        this.sender = sender;
    }

    void start(@Observes StartupEvent event) {
        loop = new Thread(this::loop, "ledger-publisher");
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        work.release();
        if (loop != null) {
            loop.join(TimeUnit.SECONDS.toMillis(25));
        }
    }

    /** Says that the ledger may have grown. */
    public void wake() {
        work.release();
    }

    private void loop() {
        int failures = 0;
        while (!stopping) {
            try {
                if (failures > 0) {
                    TimeUnit.SECONDS.sleep(Math.min(failures, MAX_PAUSE_SECONDS));
                } else {
                    work.acquire();
                    work.drainPermits();
                }
                publishAll();
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failures++;
                LOG.warnf("ledger not published, trying again tries=%d: %s", failures, e.toString());
            }
        }
    }

    private void publishAll() {
        Checkpoint checkpoint = ledger.checkpoint();
        long from = reader.cursor();
        while (from < checkpoint.size() && !stopping) {
            long to = Math.min(from + ROUND, checkpoint.size());
            PublishedRange range = reader.read(from, to);
            List<EventSender.Outgoing> events = new ArrayList<>(range.exhibitsRecorded(checkpoint));
            events.addAll(range.sitesAdvertised());
            sender.send(events);
            reader.move(from, to);
            LOG.infof(
                    "ledger published from=%d to=%d checkpoint=%d events=%d",
                    from, to, checkpoint.size(), events.size());
            from = to;
        }
    }
}
