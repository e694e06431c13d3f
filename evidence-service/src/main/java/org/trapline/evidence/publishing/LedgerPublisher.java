package org.trapline.evidence.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.trapline.evidence.following.Coalesced;
import org.trapline.evidence.following.Commit;
import org.trapline.evidence.following.FollowedExhibit;
import org.trapline.evidence.following.Follower;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.sites.SiteRoles;
import org.trapline.messaging.EventSender;
import org.trapline.verifier.Checkpoint;

/**
 * Publishes straight from the ledger: takes the leaves after its cursor, sends, waits for the brokers, moves the cursor. A
 * crash in between sends a range again, never leaves one out. No outbox is needed, since one writer numbers the leaves
 * without gaps in the order of their commits.
 */
@ApplicationScoped
public class LedgerPublisher implements Follower {

    public static final String NAME = "publisher";

    private static final Logger LOG = Logger.getLogger(LedgerPublisher.class);

    /** Leaves of one round: a site advertised by many of them is then one event. */
    private static final int ROUND = 10_000;

    /** What is recorded close together goes out together: a flood advertises the same sites in every commit. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PublishedRanges ranges;
    private final Ledger ledger;
    private final EventSender sender;
    private final SiteRoles roles;
    private final Clock clock;
    private final Gathered gathered;
    private final Coalesced publishing = new Coalesced(PAUSE);

    LedgerPublisher(PublishedRanges ranges, Ledger ledger, EventSender sender, SiteRoles roles, Clock clock) {
        this.ranges = ranges;
        this.ledger = ledger;
        this.sender = sender;
        this.roles = roles;
        this.clock = clock;
        this.gathered = new Gathered(roles);
        publishing.note();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean follow(Commit commit) {
        gathered.add(commit);
        publishing.note();
        return true;
    }

    @Override
    public void settle() {
        if (publishing.isDue()) {
            catchUp(() -> false);
        }
    }

    @Override
    public void catchUp(BooleanSupplier stopping) {
        Checkpoint checkpoint = ledger.checkpoint();
        long from = ranges.cursor();
        while (from < checkpoint.size() && !stopping.getAsBoolean()) {
            PublishedRange range = next(from, checkpoint.size());
            long to = range.to();
            List<EventSender.Outgoing> events = new ArrayList<>(range.exhibitsRecorded(checkpoint));
            events.addAll(range.sitesAdvertised());
            sender.send(events);
            ranges.move(from, to);
            LOG.infof(
                    "ledger published from=%d to=%d checkpoint=%d events=%d",
                    from, to, checkpoint.size(), events.size());
            from = to;
        }
        publishing.done();
    }

    /** Tells the matters that exhibits have come to since; of what is open everyone was told. */
    @Override
    public void redo(List<FollowedExhibit> again) {
        List<FollowedExhibit> inMatters = again.stream().filter(e -> !e.open()).toList();
        sender.send(Gathered.again(inMatters, roles, clock.instant()).sitesAdvertised());
    }

    /** From memory when it joins on; else from the rows, which are all there is after a start or a fault. */
    private PublishedRange next(long from, long size) {
        if (gathered.from() < from) {
            // Another replica has published some of it.
            gathered.forget();
        }
        if (gathered.from() == from && gathered.to() > from && gathered.to() <= size) {
            return gathered.take(clock.instant());
        }
        return ranges.read(from, Math.min(from + ROUND, from < gathered.from() ? gathered.from() : size));
    }

    @Override
    public long behind() {
        return ledger.head().size() - ranges.cursor();
    }
}
