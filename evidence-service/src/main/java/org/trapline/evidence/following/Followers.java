package org.trapline.evidence.following;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Runs all followers of the ledger, each in a thread of its own, and tells them of commits. */
@ApplicationScoped
public class Followers {

    private static final Logger LOG = Logger.getLogger(Followers.class);

    /** After the followers have opened what they keep, and before they close it. */
    private static final int AFTER_THEIR_START = 5000;

    private static final int BEFORE_THEIR_STOP = 100;

    private final List<Follower> followers;
    private final List<LedgerFollower> ledgerFollowers;
    private final FollowersConfig config;
    private final FollowerRows rows;
    private final StoredExhibits stored;
    private final MeterRegistry meters;
    private volatile List<FollowerThread> threads = List.of();

    Followers(
            @All List<Follower> followers,
            @All List<LedgerFollower> ledgerFollowers,
            FollowersConfig config,
            FollowerRows rows,
            StoredExhibits stored,
            MeterRegistry meters) {
        this.followers = followers;
        this.ledgerFollowers = ledgerFollowers;
        this.config = config;
        this.rows = rows;
        this.stored = stored;
        this.meters = meters;
    }

    void start(@Observes @Priority(AFTER_THEIR_START) StartupEvent event) {
        List<Follower> all = new ArrayList<>(followers);
        ledgerFollowers.forEach(f -> all.add(new CursorFollower(f, rows, stored)));
        Set<String> off = config.off().orElse(Set.of());
        all.removeIf(follower -> off.contains(follower.name()));
        if (!off.isEmpty()) {
            LOG.warnf("followers are switched off names=%s", String.join(",", off));
        }
        threads = all.stream().map(f -> new FollowerThread(f, rows, stored)).toList();
        for (int i = 0; i < all.size(); i++) {
            FollowerThread thread = threads.get(i);
            Gauge.builder("trapline.follower.behind", all.get(i), f -> Math.max(0, f.behind()))
                    .tag("follower", all.get(i).name())
                    .register(meters);
            thread.start();
        }
    }

    void stop(@Observes @Priority(BEFORE_THEIR_STOP) ShutdownEvent event) throws InterruptedException {
        for (FollowerThread thread : threads) {
            thread.stop();
        }
    }

    /** Hands over a commit, in the order of commits. Never waits: what does not fit is read back later. */
    public void committed(Commit commit) {
        threads.forEach(t -> t.offer(commit));
    }

    /**
     * Waits a little for followers that have much to do: to read back what they could not be handed costs more than the wait.
     * For the writer, between two commits.
     */
    public void awaitRoom() throws InterruptedException {
        for (FollowerThread thread : threads) {
            thread.awaitRoom();
        }
    }

    /**
     * Has every follower take a range again, because the reading of its exhibits has changed. Survives a restart.
     *
     * @param from first leaf
     * @param to one past the last leaf
     */
    public void redo(long from, long to) {
        for (FollowerThread thread : threads) {
            redo(thread.name(), from, to);
        }
    }

    /** Has one follower take a range again, because its own rules have changed. */
    public void redo(String follower, long from, long to) {
        rows.addRedo(follower, from, to);
        redoNoted();
    }

    /**
     * Has one follower take single leaves again, in the caller's transaction; {@link #redoNoted} once it is committed spares
     * them some seconds.
     */
    public void redo(String follower, SortedSet<Long> leaves) {
        rows.addRedo(follower, leaves);
    }

    /**
     * Notes in the caller's transaction, before it writes their receipts, that known exhibits come in by a trap. For the first
     * time this changes what some followers made of them.
     */
    public void caught(Collection<UUID> exhibits) {
        ledgerFollowers.stream()
                .filter(LedgerFollower::readsTraps)
                .forEach(follower -> rows.addRedoOfUncaught(follower.name(), exhibits));
    }

    /** Ranges to be taken again were committed. */
    public void redoNoted() {
        threads.forEach(FollowerThread::redoNoted);
    }

    /** Names of followers whose thread has ended. */
    List<String> dead() {
        return threads.stream()
                .filter(thread -> !thread.isAlive())
                .map(FollowerThread::name)
                .toList();
    }

    List<FollowerResource.Standing> standings() {
        return threads.stream().map(FollowerThread::standing).toList();
    }
}
