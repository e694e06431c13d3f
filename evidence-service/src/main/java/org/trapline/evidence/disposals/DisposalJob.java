package org.trapline.evidence.disposals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyEvent;
import org.trapline.evidence.custody.CustodyLog;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.following.Followers;
import org.trapline.evidence.holds.Holds;
import org.trapline.evidence.vault.Tombstone;
import org.trapline.evidence.vault.Vault;
import org.trapline.messaging.jobs.JobHandler;

/**
 * Carries an approved disposal out, exhibit by exhibit. Each step can be done again, so that a crash between any two of them
 * is mended by the next run: a hold is looked for and the point of no return noted in one transaction; the bytes are
 * destroyed; then secret and derived rows go and the event is written in another one.
 */
@ApplicationScoped
class DisposalJob implements JobHandler {

    static final String KIND = "disposal";

    private static final Logger LOG = Logger.getLogger(DisposalJob.class);

    private final DisposalRows rows;
    private final Holds holds;
    private final Exhibits exhibits;
    private final Vault vault;
    private final CustodyLog custody;
    private final Followers followers;
    private final Clock clock;

    DisposalJob(
            DisposalRows rows,
            Holds holds,
            Exhibits exhibits,
            Vault vault,
            CustodyLog custody,
            Followers followers,
            Clock clock) {
        this.rows = rows;
        this.holds = holds;
        this.exhibits = exhibits;
        this.vault = vault;
        this.custody = custody;
        this.followers = followers;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(UUID subject, int attempt) {
        Disposal disposal = rows.find(subject).orElseThrow(() -> new NoSuchDisposal(subject));
        if (disposal.approvedAt() == null) {
            throw new IllegalStateException("disposal " + subject + " is not approved");
        }
        for (Disposal.Item item : disposal.exhibits()) {
            if (!item.over()) {
                dispose(disposal, item);
            }
        }
        QuarkusTransaction.requiringNew().run(() -> rows.done(subject, now()));
        return Outcome.done();
    }

    private void dispose(Disposal disposal, Disposal.Item item) {
        Exhibit exhibit = exhibits.byId(item.exhibit()).orElseThrow();
        if (!begin(disposal.id(), exhibit.id())) {
            LOG.infof("exhibit is held disposal=%s exhibit=%s", disposal.id(), exhibit.id());
            return;
        }
        destroy(disposal, exhibit);
        QuarkusTransaction.requiringNew().run(() -> finish(disposal, item, exhibit));
        // What was read out of the bytes is taken again from what is left, in the index as in the rows.
        followers.redo(exhibit.leafIndex(), exhibit.leafIndex() + 1);
        QuarkusTransaction.requiringNew().run(() -> rows.done(disposal.id(), exhibit.id(), now()));
        LOG.infof("exhibit disposed of disposal=%s exhibit=%s", disposal.id(), exhibit.id());
    }

    /** @return false when a hold keeps the exhibit */
    private boolean begin(UUID disposal, UUID exhibit) {
        return QuarkusTransaction.requiringNew().call(() -> {
            rows.lock(exhibit);
            if (rows.begun(disposal, exhibit)) {
                return true;
            }
            UUID hold = holds.standing(List.of(exhibit)).get(exhibit);
            if (hold != null) {
                rows.kept(disposal, exhibit, hold);
                return false;
            }
            rows.begin(disposal, exhibit, now());
            return true;
        });
    }

    private void destroy(Disposal disposal, Exhibit exhibit) {
        String statement = "disposal " + disposal.id() + ", asked for by " + disposal.requestedByName()
                + ", approved by " + disposal.approvedByName() + ", authority: " + disposal.authority();
        try {
            vault.dispose(exhibit.location(), new Tombstone(exhibit.id(), now(), statement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void finish(Disposal disposal, Disposal.Item item, Exhibit exhibit) {
        Instant now = now();
        rows.lock(exhibit.id());
        if (rows.entomb(disposal, exhibit.id(), now)) {
            custody.append(CustodyEvent.draft(
                            exhibit.id(),
                            CustodyType.DISPOSED,
                            now,
                            new Actor(disposal.requestedBy(), disposal.requestedByName(), "legal"))
                    .purpose(disposal.reason())
                    .authority(disposal.authority())
                    .location(exhibit.location().toString())
                    .hashes(exhibit.sha256(), null, null)
                    .change("bytes and secret destroyed; hash, leaf and chain stay")
                    .counterSignature(disposal.approvedByName() + " (" + disposal.approvedBy() + ")")
                    .matter(item.matter())
                    .reference(disposal.id())
                    .done());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
