package org.trapline.evidence.following;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.trapline.evidence.custody.CustodyRun;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitAnomaly;
import org.trapline.evidence.exhibits.ExhibitDisposed;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.mail.ParsedMail;

/** Reads exhibits back from rows and vault as they were handed over. */
@ApplicationScoped
public class StoredExhibits {

    /** Both bound what one reading keeps in memory. */
    private static final int MOST = 200;

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private static final byte[] NONE = {};

    private final Exhibits exhibits;
    private final RawExhibits raw;
    private final Ledger ledger;
    private final CustodyRun reading;

    StoredExhibits(Exhibits exhibits, RawExhibits raw, Ledger ledger) {
        this.exhibits = exhibits;
        this.raw = raw;
        this.ledger = ledger;
        this.reading = raw.run("followers", "1", "what search and other derived data have missed");
    }

    void stop(@Observes ShutdownEvent event) {
        reading.close();
    }

    /** Leaves of the ledger. */
    long leaves() {
        return ledger.head().size();
    }

    /** The exhibits from a leaf on, as many as memory is to hold; empty at the ledger's end. */
    List<FollowedExhibit> from(long leaf) {
        return between(leaf, Long.MAX_VALUE);
    }

    List<FollowedExhibit> between(long leaf, long until) {
        List<FollowedExhibit> read = new ArrayList<>();
        long bytes = 0;
        for (Exhibit exhibit : exhibits.fromLeaf(leaf, Math.min(until, leaf + MOST))) {
            bytes += exhibit.size();
            if (bytes > MOST_BYTES && !read.isEmpty()) {
                break;
            }
            read.add(read(exhibit));
        }
        return read;
    }

    public List<FollowedExhibit> byIds(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : exhibits.byIds(ids).stream().map(this::read).toList();
    }

    private FollowedExhibit read(Exhibit exhibit) {
        byte[] bytes = bytes(exhibit);
        Exhibit.Memberships memberships = exhibits.memberships(exhibit.id());
        return new FollowedExhibit(
                exhibit.id(),
                exhibit.leafIndex(),
                exhibit.kind(),
                exhibit.receivedAt(),
                memberships.lastAt(),
                exhibit.sha256Hex(),
                bytes,
                mail(exhibit, bytes),
                memberships.traps(),
                memberships.matters(),
                memberships.open());
    }

    /** An exhibit is followed even without its bytes: it stays to be found by its fields. */
    private byte[] bytes(Exhibit exhibit) {
        try {
            return raw.read(exhibit, reading);
        } catch (ExhibitAnomaly | ExhibitDisposed e) {
            return NONE;
        }
    }

    private static ParsedMail mail(Exhibit exhibit, byte[] bytes) {
        if (!exhibit.kind().isMail()) {
            return ParsedMail.NOTHING;
        }
        return bytes.length == 0
                ? ParsedMail.ofRow(exhibit.subject(), exhibit.sender())
                : MailParser.parseOrUnreadable(bytes);
    }
}
