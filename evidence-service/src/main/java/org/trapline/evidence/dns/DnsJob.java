package org.trapline.evidence.dns;

import com.github.f4b6a3.uuid.UuidCreator;
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
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.findings.FindingFollower;
import org.trapline.evidence.following.Followers;
import org.trapline.evidence.intake.Provenance;
import org.trapline.evidence.intake.Received;
import org.trapline.evidence.intake.Recorder;
import org.trapline.messaging.jobs.JobHandler;
import org.trapline.messaging.jobs.Jobs;

/**
 * Asks DNS about what came in by SMTP, soon after it did, and records the answers as exhibits. It goes along the receipts, so
 * intake waits for none of it and a restart loses none of it; while the resolver is away it waits, and what has waited too long
 * is passed over.
 */
@ApplicationScoped
class DnsJob implements JobHandler {

    static final String KIND = "dns-at-receipt";

    private static final Logger LOG = Logger.getLogger(DnsJob.class);
    private static final UUID THE_ONE = new UUID(0, 1);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int BATCH = 64;

    private final DnsConfig config;
    private final DnsRows rows;
    private final Recorder recorder;
    private final Exhibits exhibits;
    private final Followers followers;
    private final Jobs jobs;
    private final Clock clock;
    private final @Nullable Resolver resolver;
    private final ExecutorService threads;

    DnsJob(
            DnsConfig config,
            DnsRows rows,
            Recorder recorder,
            Exhibits exhibits,
            Followers followers,
            Jobs jobs,
            Clock clock) {
        this.config = config;
        this.rows = rows;
        this.recorder = recorder;
        this.exhibits = exhibits;
        this.followers = followers;
        this.jobs = jobs;
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

    /** @throws IllegalStateException when the resolver answers nothing at all */
    @Override
    public Outcome run(UUID subject, int attempt) {
        Resolver asked = resolver;
        if (asked == null) {
            return Outcome.done();
        }
        Instant now = clock.instant();
        long newest = rows.newest();
        List<Arrival> arrivals = rows.next(newest, now.minus(config.within()), BATCH);
        if (arrivals.isEmpty()) {
            rows.move(newest);
            return Outcome.again(now.plus(IDLE));
        }
        record(looks(arrivals, asked));
        // After a crash in between they are made once more.
        arrivals.stream()
                .filter(a -> a.asked() == null || a.asked() == a.receipt())
                .forEach(a -> followers.redo(FindingFollower.NAME, a.position(), a.position() + 1));
        rows.move(arrivals.get(arrivals.size() - 1).receipt());
        return Outcome.again(now);
    }

    /** One for each message whose bytes were not asked about before. */
    private List<Look> looks(List<Arrival> arrivals, Resolver asked) {
        Set<UUID> seen = new HashSet<>();
        List<CompletableFuture<Look>> under = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (arrival.asked() == null && seen.add(arrival.exhibit())) {
                under.add(CompletableFuture.supplyAsync(() -> Look.at(arrival, asked, clock), threads));
            }
        }
        List<Look> looks = under.stream().map(CompletableFuture::join).toList();
        if (!looks.isEmpty() && looks.stream().noneMatch(Look::isAnswered)) {
            throw new IllegalStateException("resolver " + asked + " does not answer");
        }
        return looks;
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
