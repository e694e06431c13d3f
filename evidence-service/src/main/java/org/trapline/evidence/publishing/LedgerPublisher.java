package org.trapline.evidence.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.trapline.evidence.following.Commit;
import org.trapline.evidence.following.Follower;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.messaging.EventSender;
import org.trapline.verifier.Checkpoint;

/**
 * Publishes straight from the ledger: reads the leaves after its cursor, sends, waits for the brokers, moves the cursor. A
 * crash in between sends a range again, never leaves one out. No outbox is needed, since one writer numbers the leaves
 * without gaps in the order of their commits.
 */
@ApplicationScoped
public class LedgerPublisher implements Follower {

    private static final Logger LOG = Logger.getLogger(LedgerPublisher.class);

    /** Leaves of one round: a site advertised by many of them is then one event. */
    private static final int ROUND = 10_000;

    /** What is recorded close together goes out together: a flood advertises the same sites in every commit. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PublishedRange.Reader reader;
    private final Ledger ledger;
    private final EventSender sender;
    private boolean grown = true;
    private long publishedAt = System.nanoTime() - PAUSE_NANOS;

    LedgerPublisher(PublishedRange.Reader reader, Ledger ledger, EventSender sender) {
        this.reader = reader;
        this.ledger = ledger;
        this.sender = sender;
    }

    @Override
    public String name() {
        return "publisher";
    }

    /** Reads everything back, when it is time: what goes out comes from committed rows alone. */
    @Override
    public boolean follow(Commit commit) {
        grown = true;
        return true;
    }

    @Override
    public void settle() {
        if (grown && System.nanoTime() - publishedAt >= PAUSE_NANOS) {
            catchUp(() -> false);
        }
    }

    @Override
    public void catchUp(BooleanSupplier stopping) {
        Checkpoint checkpoint = ledger.checkpoint();
        long from = reader.cursor();
        while (from < checkpoint.size() && !stopping.getAsBoolean()) {
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
        grown = from < checkpoint.size();
        publishedAt = System.nanoTime();
    }

    @Override
    public long behind() {
        return ledger.head().size() - reader.cursor();
    }
}
