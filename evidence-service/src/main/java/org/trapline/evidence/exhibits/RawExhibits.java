package org.trapline.evidence.exhibits;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.trapline.events.Event;
import org.trapline.events.ExhibitBlocked;
import org.trapline.events.Topics;
import org.trapline.evidence.custody.Access;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyEvent;
import org.trapline.evidence.custody.CustodyLog;
import org.trapline.evidence.custody.CustodyRun;
import org.trapline.evidence.custody.CustodyRuns;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.vault.Vault;
import org.trapline.evidence.vault.VaultAnomaly;
import org.trapline.messaging.Outbox;

/**
 * The only way to an exhibit's bytes: hashed on every read, blocked when the hash is not the one it was received with, and
 * handed on when the reading stands in the custody chain, not before.
 */
@ApplicationScoped
public class RawExhibits {

    private static final Logger LOG = Logger.getLogger(RawExhibits.class);

    private static final String VAULT = "evidence vault";

    private final Vault vault;
    private final Exhibits exhibits;
    private final RawGate gate;
    private final CustodyLog custody;
    private final CustodyRuns runs;
    private final Outbox outbox;
    private final Clock clock;

    RawExhibits(
            Vault vault,
            Exhibits exhibits,
            RawGate gate,
            CustodyLog custody,
            CustodyRuns runs,
            Outbox outbox,
            Clock clock) {
        this.vault = vault;
        this.exhibits = exhibits;
        this.gate = gate;
        this.custody = custody;
        this.runs = runs;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * For one person or service. Commits its event by itself: a caller whose transaction holds the exhibit would wait for ever.
     *
     * @throws ExhibitAnomaly when the bytes are missing or changed, now or at an earlier read
     * @throws ExhibitDisposed when the bytes are gone or about to go
     * @throws ExhibitRestricted when a second person has to approve the reading first
     */
    public byte[] read(Exhibit exhibit, Access access) {
        UUID approval = gate.pass(exhibit.id(), access);
        byte[] bytes = verified(exhibit, access.actor());
        Access reading = approval == null ? access : access.withReference(approval);
        QuarkusTransaction.requiringNew().run(() -> custody.append(event(exhibit, reading)));
        return bytes;
    }

    /**
     * For the platform itself, as part of a run over many exhibits.
     *
     * @throws ExhibitAnomaly when the bytes are missing or changed, now or at an earlier read
     * @throws ExhibitDisposed when the bytes are gone
     */
    public byte[] read(Exhibit exhibit, CustodyRun run) {
        try {
            byte[] bytes = verified(exhibit, run.actor());
            run.read(exhibit.leafIndex(), true);
            return bytes;
        } catch (ExhibitAnomaly e) {
            run.read(exhibit.leafIndex(), false);
            throw e;
        }
    }

    /** A run of a part of the platform; see {@link CustodyRuns#run}. */
    public CustodyRun run(String part, String version, String purpose) {
        return runs.run(Actor.platform(part), part, version, purpose);
    }

    /** @throws ExhibitDisposed when the bytes are gone or about to go */
    public void refuseDisposed(UUID exhibit) {
        gate.refuseDisposed(exhibit);
    }

    /** @throws ExhibitDisposed for the first one whose bytes are gone or about to go */
    public void refuseDisposed(List<UUID> exhibits) {
        Set<UUID> disposed = disposed(exhibits);
        exhibits.stream().filter(disposed::contains).findFirst().ifPresent(gate::refuseDisposed);
    }

    /** Those of the exhibits whose bytes are gone or about to go. */
    public Set<UUID> disposed(Collection<UUID> exhibits) {
        return gate.disposed(exhibits);
    }

    private byte[] verified(Exhibit exhibit, Actor reader) {
        if (exhibit.blocked()) {
            throw new ExhibitAnomaly(exhibit.id());
        }
        try {
            return vault.read(exhibit.location(), exhibit.size(), exhibit.sha256());
        } catch (VaultAnomaly e) {
            gate.refuseDisposed(exhibit.id());
            LOG.errorf("exhibit blocked exhibit=%s leaf=%d: %s", exhibit.id(), exhibit.leafIndex(), e.getMessage());
            block(exhibit, String.valueOf(e.getMessage()), reader);
            throw new ExhibitAnomaly(exhibit.id());
        }
    }

    /** Of two who find it at a time, one blocks it and one event of each kind tells of it. */
    private void block(Exhibit exhibit, String anomaly, Actor reader) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        QuarkusTransaction.requiringNew().run(() -> {
            if (exhibits.block(exhibit.id(), anomaly, now)) {
                custody.append(CustodyEvent.draft(exhibit.id(), CustodyType.ANOMALY, now, reader)
                        .location(exhibit.location().toString())
                        .hashes(exhibit.sha256(), null, false)
                        .change(anomaly)
                        .done());
                outbox.append(
                        Topics.EXHIBITS,
                        Event.of(
                                "/evidence",
                                exhibit.id().toString(),
                                now,
                                new ExhibitBlocked(exhibit.id(), exhibit.leafIndex(), now)));
            }
        });
    }

    private CustodyEvent event(Exhibit exhibit, Access access) {
        boolean leaves = access.type() == CustodyType.COPIED || access.type() == CustodyType.EXPORTED;
        return CustodyEvent.draft(exhibit.id(), access.type(), clock.instant(), access.actor())
                .onBehalfOf(access.onBehalfOf())
                .purpose(access.purpose())
                .authority(access.authority())
                .location(exhibit.location().toString())
                .custodians(leaves ? VAULT : null, leaves ? access.actor().name() : null)
                .hashes(exhibit.sha256(), exhibit.sha256(), true)
                .matter(access.matter())
                .reference(access.reference())
                .done();
    }
}
