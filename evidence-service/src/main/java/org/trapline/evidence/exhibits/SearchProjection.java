package org.trapline.evidence.exhibits;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.ledger.LedgerHead;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.mail.ParsedMail;

/**
 * Keeps the search index behind the receipts. What was just committed comes from memory; whatever it misses (a restart, a
 * full queue, a new index) it reads from rows and vault, so no second truth has to be kept.
 */
@ApplicationScoped
public class SearchProjection {

    private static final Logger LOG = Logger.getLogger(SearchProjection.class);

    /** Each holds the texts of one commit; a fuller queue would only move the memory here. */
    private static final int QUEUED_COMMITS = 8;

    private static final int CATCH_UP = 200;

    private final IndexConfig config;
    private final Exhibits exhibits;
    private final RawExhibits raw;
    private final Ledger ledger;
    private final BlockingQueue<ReceiptRange> committed = new ArrayBlockingQueue<>(QUEUED_COMMITS);
    private @Nullable SearchIndex index;
    private @Nullable Thread follower;
    private volatile boolean behind = true;
    private volatile boolean stopping;

    SearchProjection(IndexConfig config, Exhibits exhibits, RawExhibits raw, Ledger ledger) {
        this.config = config;
        this.exhibits = exhibits;
        this.raw = raw;
        this.ledger = ledger;
    }

    void start(@Observes StartupEvent event) throws IOException {
        LedgerHead head = ledger.head();
        SearchIndex opened = SearchIndex.openExisting(config.directory(), head.ledger(), head.receipts());
        if (opened == null) {
            LOG.infof("search index is made anew receipts=%d", head.receipts());
            opened = SearchIndex.create(config.directory(), head.ledger());
        }
        index = opened;
        SearchIndex followed = opened;
        follower = new Thread(() -> follow(followed), "search-projection");
        follower.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException, IOException {
        stopping = true;
        if (follower != null) {
            follower.join(TimeUnit.SECONDS.toMillis(30));
        }
        if (index != null) {
            index.close();
        }
    }

    /** Hands over a commit. Never waits: what does not fit in is read back later. */
    public void offer(ReceiptRange range) {
        if (!committed.offer(range)) {
            behind = true;
            LOG.debugf("search lags behind receipts=%d", range.to());
        }
    }

    SearchIndex index() {
        if (index == null) {
            throw new IllegalStateException("Search has not started");
        }
        return index;
    }

    private void follow(SearchIndex followed) {
        long committedAt = System.nanoTime();
        long committedReceipts = followed.receipts();
        while (!stopping) {
            try {
                ReceiptRange range = committed.poll(200, TimeUnit.MILLISECONDS);
                step(followed, range);
                boolean due = System.nanoTime() - committedAt
                        > config.commitInterval().toNanos();
                if (due && followed.receipts() != committedReceipts) {
                    followed.commit();
                    committedAt = System.nanoTime();
                    committedReceipts = followed.receipts();
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.errorf(e, "search index did not follow, trying again receipts=%d", followed.receipts());
                behind = true;
                pause();
            }
        }
    }

    private void step(SearchIndex followed, @Nullable ReceiptRange range) throws IOException {
        if (range != null && range.from() == followed.receipts()) {
            followed.add(load(range.changed()), false, range.from());
            followed.add(range.fresh(), true, range.to());
            followed.refresh();
        } else if (behind || (range != null && range.to() > followed.receipts())) {
            behind = false;
            catchUp(followed);
        }
    }

    private void catchUp(SearchIndex followed) throws IOException {
        Exhibits.ReceiptRun run = exhibits.afterReceipt(followed.receipts(), CATCH_UP);
        while (!run.exhibits().isEmpty() && !stopping) {
            followed.add(load(run.exhibits()), false, run.last());
            run = exhibits.afterReceipt(followed.receipts(), CATCH_UP);
        }
        followed.refresh();
    }

    private List<IndexedExhibit> load(Iterable<UUID> ids) {
        List<UUID> wanted = new ArrayList<>();
        ids.forEach(wanted::add);
        return wanted.isEmpty()
                ? List.of()
                : exhibits.byIds(wanted).stream().map(this::load).toList();
    }

    private IndexedExhibit load(Exhibit exhibit) {
        Exhibit.Memberships memberships = exhibits.memberships(exhibit.id());
        return new IndexedExhibit(
                exhibit.id(),
                exhibit.leafIndex(),
                exhibit.receivedAt(),
                exhibit.sha256Hex(),
                mail(exhibit),
                memberships.traps(),
                memberships.matters(),
                memberships.open());
    }

    private ParsedMail mail(Exhibit exhibit) {
        if (!exhibit.kind().isMail()) {
            return ParsedMail.NOTHING;
        }
        try {
            return MailParser.parse(raw.read(exhibit));
        } catch (ExhibitAnomaly e) {
            // It stays to be found by its fields; its text cannot be trusted.
            return ParsedMail.ofRow(exhibit.subject(), exhibit.sender());
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
