package org.trapline.evidence.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.following.Followers;
import org.trapline.evidence.ledger.LedgerAnomaly;
import org.trapline.evidence.vault.Location;
import org.trapline.evidence.vault.Vault;
import org.trapline.messaging.Transience;

/**
 * The one writer of evidence: bytes into the vault and onto the disk, then rows and leaves in one transaction. Bytes of a
 * transaction that was refused are taken back where the vault can; those of one that failed otherwise stay behind as an orphan
 * that no row points to.
 *
 * <p>What is submitted together by different callers is committed together. When the store cannot be used, all of them are
 * told so. When it refuses what they brought, each is tried apart, so that one bad message fails nobody else.
 */
@ApplicationScoped
class EvidenceWriter {

    private static final Logger LOG = Logger.getLogger(EvidenceWriter.class);

    private static final int MOST_BATCHES_LOGGED = 8;

    /** Before all commits: the rows are asked again. */
    private static final long BEFORE_ALL = -1;

    private final Vault vault;
    private final EvidenceRows rows;
    private final RecentExhibits recent;
    private final Followers followers;
    /**
     * Whether rows may be refused for what no message is to blame for, as at the start and after they were refused: then the
     * ledger is looked at before bytes are written, or each try of a client would leave some. For the writer's thread alone.
     */
    private boolean doubtful = true;

    EvidenceWriter(Vault vault, EvidenceRows rows, RecentExhibits recent, Followers followers) {
        this.vault = vault;
        this.rows = rows;
        this.recent = recent;
        this.followers = followers;
    }

    /** Writes until the queue is closed and empty. */
    void writeAll(SubmissionQueue queue) {
        try {
            for (List<Submission> group = queue.take(); !group.isEmpty(); group = queue.take()) {
                writeOrFail(group);
                followers.awaitRoom();
            }
        } catch (InterruptedException e) {
            LOG.warn("evidence writer was interrupted");
        }
    }

    /** Whatever happens, those who wait are told of it, and the writer goes on with the next. */
    private void writeOrFail(List<Submission> group) {
        try {
            write(group);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "evidence writer failed submissions=%d", group.size());
            group.forEach(submission -> submission.outcome().completeExceptionally(e));
        }
    }

    private void write(List<Submission> group) {
        List<Received> messages = new ArrayList<>();
        long asOf = Long.MAX_VALUE;
        Map<ByteBuffer, UUID> known = new HashMap<>();
        Map<ByteBuffer, NewExhibit> candidates = new LinkedHashMap<>();
        for (Submission submission : group) {
            messages.addAll(submission.messages());
            asOf = Math.min(asOf, submission.asOf());
            known.putAll(submission.known());
            submission.candidates().forEach(candidates::putIfAbsent);
        }
        try {
            PendingCommit commit = commit(messages, asOf, known, candidates);
            Set<NewExhibit> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
            fresh.addAll(commit.fresh());
            for (Submission submission : group) {
                submission.complete(submission.candidates().values().stream()
                        .filter(fresh::contains)
                        .toList());
            }
        } catch (RuntimeException | Error e) {
            if (e instanceof Error || e instanceof LedgerAnomaly || Transience.mayPass(e)) {
                group.forEach(submission -> submission.outcome().completeExceptionally(e));
            } else {
                LOG.warnf(e, "commit refused, trying apart submissions=%d messages=%d", group.size(), messages.size());
                if (group.size() == 1) {
                    writeApart(group.get(0));
                } else {
                    group.forEach(submission -> write(List.of(submission)));
                }
            }
        }
    }

    /** One message at a time; what the store refuses even alone is tried without what was read out of it. */
    private void writeApart(Submission submission) {
        List<NewExhibit> fresh = new ArrayList<>();
        RuntimeException failure = null;
        for (Received message : submission.messages()) {
            try {
                fresh.addAll(writeAlone(message, submission));
            } catch (RuntimeException e) {
                LOG.errorf(
                        e,
                        "message was not recorded batch=%s",
                        message.provenance().batch());
                failure = e;
            }
        }
        if (failure == null) {
            submission.complete(fresh);
        } else {
            submission.outcome().completeExceptionally(failure);
        }
    }

    private List<NewExhibit> writeAlone(Received message, Submission submission) {
        NewExhibit candidate = submission.candidates().get(message.key());
        try {
            return commit(message, submission.known(), candidate).fresh();
        } catch (RuntimeException e) {
            if (candidate == null || Transience.mayPass(e)) {
                throw e;
            }
            return commit(message, submission.known(), candidate.unread()).fresh();
        }
    }

    /** The intakes of a commit, for the log: by SMTP there are as many as messages, and some are enough. */
    private static String batches(List<Received> messages) {
        return messages.stream()
                .map(m -> m.provenance().batch())
                .distinct()
                .limit(MOST_BATCHES_LOGGED)
                .map(UUID::toString)
                .collect(Collectors.joining(","));
    }

    private PendingCommit commit(Received message, Map<ByteBuffer, UUID> known, @Nullable NewExhibit candidate) {
        UUID id = known.get(message.key());
        return commit(
                List.of(message),
                BEFORE_ALL,
                id == null ? Map.of() : Map.of(message.key(), id),
                candidate == null ? Map.of() : Map.of(message.key(), candidate));
    }

    private PendingCommit commit(
            List<Received> messages, long asOf, Map<ByteBuffer, UUID> known, Map<ByteBuffer, NewExhibit> candidates) {
        // Others may have brought the same message since the candidates were made.
        Map<ByteBuffer, UUID> knownNow = new HashMap<>(known);
        knownNow.putAll(recent.since(asOf, candidates.keySet())
                .orElseGet(() -> rows.known(candidates.values().stream()
                        .map(c -> c.received().sha256())
                        .toList())));
        PendingCommit commit = PendingCommit.of(messages, knownNow, candidates);
        List<NewExhibit> fresh = commit.fresh();
        if (doubtful) {
            rows.requireSoundLedger();
            doubtful = false;
        }
        List<Location> locations = fresh.isEmpty() ? List.of() : store(fresh);
        AtomicBoolean clean = new AtomicBoolean(locations.isEmpty());
        PendingCommit.Places places;
        try {
            places = rows.write(commit, locations, () -> clean.set(locations.isEmpty() || takeBack(locations)));
        } catch (RuntimeException | Error e) {
            doubtful = true;
            recent.forget();
            if (!clean.get()) {
                LOG.warnf(
                        "bytes without a row segment=%d from=%d exhibits=%d",
                        locations.get(0).segment(), locations.get(0).offset(), fresh.size());
            }
            throw e;
        }
        recent.add(commit.freshByHash());
        LOG.infof(
                "exhibits recorded batch=%s received=%d new=%d leaves=%d..%d first=%s last=%s",
                batches(messages),
                messages.size(),
                fresh.size(),
                places.firstLeaf(),
                places.firstLeaf() + fresh.size(),
                fresh.isEmpty() ? "-" : fresh.get(0).id(),
                fresh.isEmpty() ? "-" : fresh.get(fresh.size() - 1).id());
        followers.committed(commit.at(places));
        return commit;
    }

    /** What cannot be taken back is an orphan, as after a crash: that is no reason to tell the caller of another fault. */
    private boolean takeBack(List<Location> locations) {
        try {
            return vault.takeBack(locations);
        } catch (IOException e) {
            LOG.warn("bytes were not taken back", e);
            return false;
        }
    }

    private List<Location> store(List<NewExhibit> fresh) {
        try {
            return vault.append(fresh.stream().map(NewExhibit::vaultEntry).toList());
        } catch (IOException e) {
            throw new VaultFailed(e);
        }
    }
}
