package org.trapline.evidence.journal;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.intake.Provenance;
import org.trapline.evidence.intake.Received;
import org.trapline.evidence.intake.Recorder;

/**
 * Records how custody chains end, when they have grown, as an exhibit like any other: its leaf stands in the ledger, so a chain
 * that is cut or made anew from its end differs from what was signed.
 */
@ApplicationScoped
public class CustodyJournal {

    /**
     * A journal names exhibits of sealed matters, so it belongs to a matter that nobody tells of and nobody is a member of: it
     * counts as sealed for everyone, and shows in no list.
     */
    static final UUID MATTER = new UUID(0, 1);

    private static final Logger LOG = Logger.getLogger(CustodyJournal.class);
    private static final String NAME = "custody-journal";

    private final JournalRows rows;
    private final Recorder recorder;
    private final Exhibits exhibits;
    private final Clock clock;
    private final Duration every;
    private volatile Instant next;
    /** Saves reading receipts again and again while nothing but first receipts comes. */
    private long receiptsSeen;

    CustodyJournal(JournalRows rows, Recorder recorder, Exhibits exhibits, Clock clock, JournalConfig config) {
        this.rows = rows;
        this.recorder = recorder;
        this.exhibits = exhibits;
        this.clock = clock;
        this.every = config.every();
        this.next = clock.instant().plus(every);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        if (!clock.instant().isBefore(next)) {
            write();
            next = clock.instant().plus(every);
        }
    }

    /** Records all that no journal tells of yet; a crash in between tells of some of it twice. */
    public synchronized void write() {
        while (writeOne()) {
            LOG.debug("looking for more");
        }
    }

    private boolean writeOne() {
        JournalRows.Place last = rows.last();
        JournalRows.Place from = new JournalRows.Place(last.event(), Math.max(last.receipt(), receiptsSeen));
        JournalRows.Place to = rows.next(from);
        List<JournalDocument.End> ends = rows.ends(from, to);
        List<JournalDocument.Run> runs = rows.runs();
        if (ends.isEmpty() && runs.isEmpty()) {
            receiptsSeen = to.receipt();
            return false;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] document = new JournalDocument(now, ends, runs).bytes();
        Received received = Received.of(document, now, provenance(now), null);
        recorder.record(List.of(received));
        UUID exhibit = exhibits.byHash(received.sha256()).orElseThrow().id();
        rows.add(exhibit, now, to, runs);
        LOG.infof("custody journal exhibit=%s chains=%d runs=%d", exhibit, ends.size(), runs.size());
        return true;
    }

    private static Provenance provenance(Instant now) {
        return new Provenance(
                UuidCreator.getTimeOrderedEpoch(),
                now,
                ExhibitKind.CUSTODY_JOURNAL,
                JournalDocument.MEDIA_TYPE,
                "custody journal",
                null,
                MATTER,
                NAME,
                "Custody journal");
    }
}
