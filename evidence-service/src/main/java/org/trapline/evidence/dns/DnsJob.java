package org.trapline.evidence.dns;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Access;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.exhibits.ExhibitAnomaly;
import org.trapline.evidence.exhibits.ExhibitDisposed;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.findings.FindingFollower;
import org.trapline.evidence.following.Followers;
import org.trapline.evidence.intake.Provenance;
import org.trapline.evidence.intake.Received;
import org.trapline.evidence.intake.Recorder;
import org.trapline.messaging.jobs.JobHandler;
import org.trapline.messaging.jobs.Jobs;
import org.xbill.DNS.Type;

/**
 * Asks DNS about what came in by SMTP, soon after it did, and records the answers as exhibits. It goes along the receipts, so
 * intake waits for none of it and a restart loses none of it; while the resolver is away it waits, and what has waited too long
 * is passed over, and said to be.
 */
@ApplicationScoped
class DnsJob implements JobHandler {

    static final String KIND = "dns-at-receipt";

    private static final Logger LOG = Logger.getLogger(DnsJob.class);
    private static final UUID THE_ONE = new UUID(0, 1);
    private static final Access READING = new Access(
            Actor.platform("dns-at-receipt"),
            CustodyType.VERIFIED,
            "whether the signatures of the message hold, as DNS had their keys at receipt",
            null);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final int BATCH = 64;

    private final DnsConfig config;
    private final DnsRows rows;
    private final Recorder recorder;
    private final Exhibits exhibits;
    private final Followers followers;
    private final Jobs jobs;
    private final RawExhibits raw;
    private final MeterRegistry meters;
    private final Clock clock;
    private final @Nullable Resolver resolver;
    private final ExecutorService threads;
    private volatile boolean isSilent;

    DnsJob(
            DnsConfig config,
            DnsRows rows,
            Recorder recorder,
            Exhibits exhibits,
            Followers followers,
            Jobs jobs,
            RawExhibits raw,
            MeterRegistry meters,
            Clock clock) {
        this.config = config;
        this.rows = rows;
        this.recorder = recorder;
        this.exhibits = exhibits;
        this.followers = followers;
        this.jobs = jobs;
        this.raw = raw;
        this.meters = meters;
        this.clock = clock;
        this.resolver = config.resolver()
                .map(address -> new Resolver(address, config.patience()))
                .orElse(null);
        this.threads = Executors.newFixedThreadPool(config.atOnce());
    }

    void start(@Observes StartupEvent event) {
        if (resolver == null) {
            LOG.info("DNS at receipt is off: no resolver is configured (trapline.evidence.dns.resolver)");
        } else {
            QuarkusTransaction.requiringNew().run(() -> jobs.enqueueNow(KIND, THE_ONE));
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** What waits too long for long packets and disposals could never be asked any more. */
    @Override
    public boolean hasOwnWorker() {
        return true;
    }

    @Override
    public Outcome run(UUID subject, int attempt) {
        Resolver asked = resolver;
        if (asked == null) {
            return Outcome.done();
        }
        Instant now = clock.instant();
        long newest = rows.newest();
        Instant since = now.minus(config.within());
        List<Arrival> arrivals = rows.next(newest, since, BATCH);
        // What lies before the first of them is over, whether or not the resolver answers now.
        passOver(arrivals.isEmpty() ? newest : arrivals.get(0).receipt() - 1, since);
        if (arrivals.isEmpty()) {
            return Outcome.again(now.plus(IDLE));
        }
        // Not after the messages were read: each reading stands in a custody chain.
        if (asked.ask(".", Type.NS).raw() == null) {
            return silent(now);
        }
        List<Look> looks = looks(arrivals, asked);
        // Where it answers us still, the silence is that of the senders' name servers: who waits for those is stopped
        // by their owners.
        if (!looks.isEmpty()
                && looks.stream().noneMatch(Look::isAnswered)
                && asked.ask(".", Type.NS).raw() == null) {
            return silent(now);
        }
        isSilent = false;
        record(looks);
        // After a crash in between they are made once more.
        arrivals.stream()
                .filter(a -> a.asked() == null || a.asked() == a.receipt())
                .forEach(a -> followers.redo(FindingFollower.NAME, a.position(), a.position() + 1));
        passOver(arrivals.get(arrivals.size() - 1).receipt(), since);
        return Outcome.again(now);
    }

    /** Tried again soon: the pauses after failures grow, and what waits is soon too late. */
    private Outcome silent(Instant now) {
        if (!isSilent) {
            isSilent = true;
            LOG.warnf("DNS at receipt waits: resolver %s does not answer", resolver);
        }
        return Outcome.again(now.plus(SILENCE));
    }

    private void passOver(long until, Instant since) {
        int late = rows.passOver(until, since);
        if (late > 0) {
            meters.counter("trapline.evidence.dns.too.late").increment(late);
            LOG.warnf("DNS at receipt asked too late messages=%d waited=%s", late, config.within());
        }
        rows.move(until);
    }

    /** One for each message whose bytes were not asked about before. */
    private List<Look> looks(List<Arrival> arrivals, Resolver asked) {
        Set<UUID> seen = new HashSet<>();
        List<CompletableFuture<Look>> under = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (arrival.asked() == null && seen.add(arrival.exhibit())) {
                // Read one after the other, so that no more than one message is in memory.
                Look.Letter letter = letter(arrival);
                under.add(CompletableFuture.supplyAsync(() -> Look.at(arrival, letter, asked, clock), threads));
            }
        }
        return under.stream().map(CompletableFuture::join).toList();
    }

    /** Null when the bytes are gone or are not what they were: then nobody knows what their signatures said. */
    private Look.@Nullable Letter letter(Arrival arrival) {
        byte[] bytes;
        try {
            bytes = raw.read(exhibits.byId(arrival.exhibit()).orElseThrow(), READING);
        } catch (ExhibitAnomaly | ExhibitDisposed e) {
            LOG.warnf("DNS at receipt reads no signatures exhibit=%s: %s", arrival.exhibit(), e.getMessage());
            return null;
        }
        try {
            return Look.Letter.of(bytes, arrival.at());
        } catch (RuntimeException | StackOverflowError e) {
            // One message with a header that we cannot read is not to keep DNS from being asked about the others.
            LOG.errorf("DNS at receipt reads no signatures exhibit=%s: %s", arrival.exhibit(), e.getClass());
            return null;
        }
    }

    private void record(List<Look> looks) {
        if (looks.isEmpty()) {
            return;
        }
        List<Received> documents = looks.stream().map(DnsJob::received).toList();
        recorder.record(documents);
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < looks.size(); i++) {
                UUID answers =
                        exhibits.byHash(documents.get(i).sha256()).orElseThrow().id();
                rows.add(looks.get(i), answers);
            }
        });
        LOG.infof("DNS at receipt asked messages=%d resolver=%s", looks.size(), resolver);
    }

    private static Received received(Look look) {
        Provenance provenance = new Provenance(
                UuidCreator.getTimeOrderedEpoch(),
                look.at(),
                ExhibitKind.DNS_ANSWER,
                Look.MEDIA_TYPE,
                "DNS at receipt",
                null,
                null,
                KIND,
                "DNS at receipt");
        return Received.of(look.document(), look.at(), provenance, null);
    }
}
