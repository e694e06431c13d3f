package org.trapline.evidence.search;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.following.Coalesced;
import org.trapline.evidence.following.Commit;
import org.trapline.evidence.following.FollowedExhibit;
import org.trapline.evidence.following.Follower;
import org.trapline.evidence.following.StoredExhibits;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.ledger.LedgerHead;

/**
 * Keeps the search index behind the receipts. Its cursor lies in the index itself, as data of Lucene's commit: no second truth
 * has to be kept, and a lost index is made again from rows and vault.
 */
@ApplicationScoped
public class SearchProjection implements Follower {

    private static final Logger LOG = Logger.getLogger(SearchProjection.class);

    public static final String NAME = "search";

    private static final int CATCH_UP = 200;

    /** What comes close together becomes visible together: each time a segment is written. */
    private static final Duration REFRESH = Duration.ofMillis(300);

    private final IndexConfig config;
    private final Exhibits exhibits;
    private final StoredExhibits stored;
    private final Ledger ledger;
    private volatile @Nullable SearchIndex index;
    private long committedAt = System.nanoTime();
    private long committedReceipts;
    private final Coalesced refresh = new Coalesced(REFRESH);
    /** What was taken again before its commit was followed: what the rows said then is newer than what the commit says. */
    private final Set<UUID> ahead = new HashSet<>();

    SearchProjection(IndexConfig config, Exhibits exhibits, StoredExhibits stored, Ledger ledger) {
        this.config = config;
        this.exhibits = exhibits;
        this.stored = stored;
        this.ledger = ledger;
    }

    void start(@Observes StartupEvent event) throws IOException {
        LedgerHead head = ledger.head();
        SearchIndex opened = SearchIndex.openExisting(config.directory(), head.ledger(), head.receipts());
        if (opened == null) {
            LOG.infof("search index is made anew receipts=%d", head.receipts());
            opened = SearchIndex.create(config.directory(), head.ledger());
        }
        committedReceipts = opened.receipts();
        index = opened;
    }

    void stop(@Observes ShutdownEvent event) throws IOException {
        SearchIndex opened = index;
        if (opened != null) {
            opened.close();
        }
    }

    SearchIndex index() {
        SearchIndex opened = index;
        if (opened == null) {
            throw new IllegalStateException("Search has not started");
        }
        return opened;
    }

    /** Those of the exhibits that the index does not have exactly once; it follows a moment behind. */
    public List<UUID> lacking(Collection<UUID> exhibits) throws IOException {
        return index().lacking(exhibits);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean follow(Commit commit) throws IOException {
        SearchIndex followed = index();
        if (commit.lastReceipt() <= followed.receipts()) {
            return true;
        }
        if (commit.firstReceipt() != followed.receipts()) {
            return false;
        }
        followed.add(
                ahead.isEmpty()
                        ? commit.fresh()
                        : commit.fresh().stream()
                                .filter(e -> !ahead.remove(e.id()))
                                .toList(),
                true,
                commit.firstReceipt());
        refresh.note();
        followed.add(stored.byIds(commit.changed()), false, commit.lastReceipt());
        return true;
    }

    @Override
    public void catchUp(BooleanSupplier stopping) throws IOException {
        SearchIndex followed = index();
        Exhibits.ReceiptRun run = exhibits.afterReceipt(followed.receipts(), CATCH_UP);
        while (!run.exhibits().isEmpty() && !stopping.getAsBoolean()) {
            followed.add(stored.byIds(run.exhibits()), false, run.last());
            run = exhibits.afterReceipt(followed.receipts(), CATCH_UP);
        }
        if (run.exhibits().isEmpty()) {
            ahead.clear();
        }
        refresh(followed);
    }

    private void refresh(SearchIndex followed) throws IOException {
        followed.refresh();
        refresh.done();
    }

    @Override
    public void redo(List<FollowedExhibit> again) throws IOException {
        SearchIndex followed = index();
        ahead.addAll(followed.lacking(again.stream().map(FollowedExhibit::id).toList()));
        followed.add(again, false, followed.receipts());
        // What was noted is forgotten after this, so it has to outlast a crash.
        followed.commit();
        followed.refresh();
    }

    @Override
    public void settle() throws IOException {
        SearchIndex followed = index();
        if (refresh.isDue()) {
            refresh(followed);
        }
        boolean due = System.nanoTime() - committedAt > config.commitInterval().toNanos();
        if (due && followed.receipts() != committedReceipts) {
            followed.commit();
            committedAt = System.nanoTime();
            committedReceipts = followed.receipts();
        }
    }

    @Override
    public long behind() {
        return Math.max(ledger.head().receipts() - index().receipts(), refresh.isPending() ? 1 : 0);
    }
}
