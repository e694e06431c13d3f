package org.trapline.evidence.reparse;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.trapline.evidence.custody.CustodyRun;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitAnomaly;
import org.trapline.evidence.exhibits.ExhibitDisposed;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.following.Followers;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.mail.MailHeader;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.mail.ParsedMail;

/**
 * Reads stored messages again in the background, a few at a time: rows and cursor in one transaction, so that a run goes on
 * where it stood after any stop. At its end the followers take the range again.
 */
@ApplicationScoped
class Reparse {

    private static final Logger LOG = Logger.getLogger(Reparse.class);

    private static final int AT_A_TIME = 100;
    private static final long LOOK_SECONDS = 1;

    private final ReparseRows rows;
    private final Exhibits exhibits;
    private final RawExhibits raw;
    private final Ledger ledger;
    private final Followers followers;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::work, "reparse");

    Reparse(ReparseRows rows, Exhibits exhibits, RawExhibits raw, Ledger ledger, Followers followers, Clock clock) {
        this.rows = rows;
        this.exhibits = exhibits;
        this.raw = raw;
        this.ledger = ledger;
        this.followers = followers;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(20));
    }

    /** @throws ReparseRuns when one is under way */
    ReparseRun start(WantedReparse wanted, String subject, String name) {
        long size = ledger.head().size();
        long until = wanted.until() == null ? size : Math.min(wanted.until(), size);
        long from = wanted.from() == null ? 0 : Math.min(wanted.from(), until);
        ReparseRun run = new ReparseRun(
                UuidCreator.getTimeOrderedEpoch(),
                MailParser.VERSION,
                from,
                until,
                !wanted.all(),
                clock.instant(),
                name,
                from,
                0,
                0,
                0,
                null);
        while (!rows.insert(run, subject)) {
            Optional<ReparseRun> open = rows.open();
            if (open.isPresent()) {
                throw new ReparseRuns(open.get().id());
            }
        }
        return run;
    }

    ReparseRun run(UUID id) {
        return rows.byId(id).orElseThrow(() -> new NoSuchReparse(id));
    }

    private void work() {
        try {
            while (!stop.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
                try {
                    rows.open().ifPresent(this::follow);
                } catch (RuntimeException | Error e) {
                    // The cursor stands where the last transaction left it.
                    LOG.errorf(e, "reparse did not go on, trying again");
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("reparse was interrupted");
        }
    }

    private void follow(ReparseRun started) {
        LOG.infof("reparse runs run=%s from=%d until=%d", started.id(), started.next(), started.until());
        ReparseRun run = started;
        try (CustodyRun reading = raw.run("reparse", MailParser.VERSION, "derived data made anew, run " + run.id())) {
            while (run.next() < run.until() && stop.getCount() > 0) {
                step(run, reading);
                run = run(run.id());
            }
        }
        if (run.next() >= run.until()) {
            end(run);
        }
    }

    private void step(ReparseRun run, CustodyRun reading) {
        long next = Math.min(run.until(), run.next() + AT_A_TIME);
        List<ReparseRows.Remade> remade = new ArrayList<>();
        int unreadable = 0;
        int disposed = 0;
        for (Exhibit exhibit : exhibits.fromLeaf(run.next(), next)) {
            boolean known = run.olderOnly() && exhibit.parser().equals(MailParser.VERSION);
            if (known || !exhibit.kind().isMail()) {
                continue;
            }
            try {
                remade.add(new ReparseRows.Remade(
                        exhibit.id(),
                        exhibit.leafIndex(),
                        derived(MailParser.parseOrUnreadable(raw.read(exhibit, reading)))));
            } catch (ExhibitAnomaly e) {
                unreadable++;
            } catch (ExhibitDisposed e) {
                disposed++;
            }
        }
        int lost = unreadable;
        int gone = disposed;
        QuarkusTransaction.requiringNew().run(() -> {
            List<UUID> read = remade.stream().map(ReparseRows.Remade::exhibit).toList();
            exhibits.lock(read);
            // Of what a disposal has reached since it was read nothing may come back.
            Set<UUID> goneSince = raw.disposed(read);
            List<ReparseRows.Remade> left = remade.stream()
                    .filter(one -> !goneSince.contains(one.exhibit()))
                    .toList();
            rows.move(run, next, left.size(), lost, gone + goneSince.size());
            rows.replace(MailParser.VERSION, left);
        });
    }

    /** Only what rows hold: a hundred large texts would be much memory for nothing. */
    private static ParsedMail derived(ParsedMail mail) {
        return new ParsedMail(
                mail.subject(),
                mail.from(),
                mail.date(),
                "",
                "",
                mail.links(),
                mail.defects(),
                MailHeader.NONE,
                List.of());
    }

    private void end(ReparseRun run) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (rows.end(run, clock.instant()) && run.from() < run.until()) {
                followers.redo(run.from(), run.until());
            }
        });
        LOG.infof(
                "reparse ended run=%s remade=%d unreadable=%d disposed=%d",
                run.id(), run.remade(), run.unreadable(), run.disposed());
    }
}
