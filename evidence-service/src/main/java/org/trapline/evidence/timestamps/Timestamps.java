package org.trapline.evidence.timestamps;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.OutboundGuard;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.timestamp.Timestamp;
import org.trapline.verifier.timestamp.TimestampVerifier;

/**
 * Has the log's checkpoints stamped now and then, when an authority is configured. Whether it answers concerns nobody else: intake
 * and signing go on, and what was not stamped yet is covered by the next stamp.
 */
@ApplicationScoped
public class Timestamps {

    private static final Logger LOG = Logger.getLogger(Timestamps.class);

    /** Stamps that do not hold are passed over; fsck names them. */
    private static final int TRIED = 10;

    private final TimestampConfig config;
    private final TimestampRows rows;
    private final Ledger ledger;
    private final Clock clock;
    private final MeterRegistry meters;
    private final TimestampVerifier verifier;
    private final @Nullable TimestampClient client;
    private Attempts attempts;

    Timestamps(
            TimestampConfig config,
            TimestampRows rows,
            Ledger ledger,
            OutboundGuard guard,
            Clock clock,
            MeterRegistry meters) {
        this.config = config;
        this.rows = rows;
        this.ledger = ledger;
        this.clock = clock;
        this.meters = meters;
        this.verifier = config.trusted().map(Timestamps::trusting).orElseGet(TimestampVerifier::trustingAnyone);
        this.client = config.url()
                .map(url -> new TimestampClient(url, policy(config), verifier, config.patience(), guard::check))
                .orElse(null);
        if (client != null && !verifier.knowsWhomToTrust()) {
            throw new TimestampsMisconfigured("trusted", "name the file with the authority's certificates");
        }
        this.attempts = new Attempts(config.retry(), config.every());
    }

    private static TimestampVerifier trusting(Path file) {
        try {
            return TimestampVerifier.trusting(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException | ProofFailed e) {
            throw new TimestampsMisconfigured("trusted", file + " cannot be used: " + e.getMessage());
        }
    }

    private static Optional<ASN1ObjectIdentifier> policy(TimestampConfig config) {
        try {
            return config.policy().map(ASN1ObjectIdentifier::new);
        } catch (IllegalArgumentException e) {
            throw new TimestampsMisconfigured("policy", "it is not an OID");
        }
    }

    void start(@Observes StartupEvent event) {
        if (client == null) {
            LOG.info("time stamps are off: no authority is configured (trapline.evidence.timestamps.url)");
        } else {
            LOG.infof("time stamps are on authority=%s every=%s", config.url().orElseThrow(), config.every());
        }
        Gauge.builder("trapline.timestamps.failing", this, t -> t.failingFor().toSeconds())
                .baseUnit("seconds")
                .register(meters);
    }

    /** Whether an authority is configured. */
    public boolean areOn() {
        return client != null;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        if (client != null && due()) {
            stamp();
        }
    }

    private boolean due() {
        Instant now = clock.instant();
        return attempts.mayTry(now)
                && rows.largest()
                        .map(last -> !now.isBefore(last.stamp().at().plus(config.every())))
                        .orElse(true);
    }

    /** Has the newest checkpoint stamped, unless it is. Empty when that cannot be had just now. */
    private synchronized Optional<CheckpointTimestamp> stamp() {
        TimestampClient authority = client;
        if (authority == null || !attempts.mayTry(clock.instant())) {
            return Optional.empty();
        }
        Checkpoint checkpoint = ledger.checkpoint();
        Optional<CheckpointTimestamp> last =
                rows.largest().filter(l -> l.checkpoint().size() >= checkpoint.size());
        if (last.isPresent() || checkpoint.size() == 0) {
            return last;
        }
        try {
            TimestampClient.Answer answer = authority.stamp(checkpoint.note().getBytes(StandardCharsets.UTF_8));
            CheckpointTimestamp stamped = new CheckpointTimestamp(
                    UuidCreator.getTimeOrderedEpoch(), checkpoint, answer.reply(), inMicros(answer.stamp()));
            rows.add(stamped);
            attempts = attempts.succeeded();
            LOG.infof(
                    "checkpoint stamped timestamp=%s size=%d at=%s serial=%s",
                    stamped.id(),
                    checkpoint.size(),
                    stamped.stamp().at(),
                    stamped.stamp().serial());
            return Optional.of(stamped);
        } catch (TimestampFailed e) {
            attempts = attempts.failed(clock.instant(), String.valueOf(e.getMessage()));
            LOG.warnf(
                    "no time stamp failures=%d since=%s next=%s: %s",
                    attempts.failures(), attempts.failingSince(), attempts.next(), e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The earliest stamp that covers the leaf: it says most of when the exhibit was there. If there is none yet, one is asked for.
     */
    public Optional<CheckpointTimestamp> covering(long leaf) {
        return stored(leaf).or(() -> stamp().filter(s -> s.checkpoint().size() > leaf));
    }

    private Optional<CheckpointTimestamp> stored(long leaf) {
        return rows.covering(leaf, TRIED).stream().filter(this::holds).findFirst();
    }

    private boolean holds(CheckpointTimestamp stamped) {
        try {
            return verify(stamped.reply(), stamped.checkpoint().note()).equals(stamped.stamp());
        } catch (ProofFailed e) {
            LOG.errorf("stored time stamp does not hold timestamp=%s: %s", stamped.id(), e.getMessage());
            return false;
        }
    }

    /**
     * What a stored reply says by itself, its time to the microsecond as rows have it.
     *
     * @param note of the checkpoint that should be stamped
     * @throws ProofFailed when it is not, or not by an authority that is trusted
     */
    public Timestamp verify(byte[] reply, String note) throws ProofFailed {
        return inMicros(verifier.verify(reply, note.getBytes(StandardCharsets.UTF_8)));
    }

    private static Timestamp inMicros(Timestamp stamp) {
        return new Timestamp(
                stamp.at().truncatedTo(ChronoUnit.MICROS), stamp.authority(), stamp.serial(), stamp.policy());
    }

    TimestampStatus status() {
        return new TimestampStatus(
                areOn(),
                rows.largest().map(CheckpointTimestamp::view).orElse(null),
                attempts.failingSince(),
                attempts.failure());
    }

    private Duration failingFor() {
        Instant since = attempts.failingSince();
        return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    }
}
