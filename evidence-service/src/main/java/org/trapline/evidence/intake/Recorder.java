package org.trapline.evidence.intake;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.trapline.evidence.following.Commit;
import org.trapline.evidence.following.FollowedExhibit;
import org.trapline.evidence.following.Followers;
import org.trapline.evidence.vault.Location;
import org.trapline.evidence.vault.Vault;

/**
 * The one writer of evidence: bytes into the vault and onto the disk, then rows and leaves in one transaction. What it returns
 * is durable. Bytes of a transaction that fails stay behind as an orphan that no row points to.
 */
@ApplicationScoped
class Recorder {

    private static final Logger LOG = Logger.getLogger(Recorder.class);

    private final ReentrantLock oneWriter = new ReentrantLock();
    private final Vault vault;
    private final EvidenceRows rows;
    private final Followers followers;

    Recorder(Vault vault, EvidenceRows rows, Followers followers) {
        this.vault = vault;
        this.rows = rows;
        this.followers = followers;
    }

    /** Records messages in their order; one that is there already gets one more receipt. */
    Recorded record(Provenance provenance, List<Received> messages) {
        // Parsing and committing to the parts is most of the work, so it is done before the one writer's turn.
        Map<ByteBuffer, NewExhibit> candidates = candidates(provenance, messages);
        oneWriter.lock();
        try {
            return recordInTurn(provenance, messages, candidates);
        } finally {
            oneWriter.unlock();
        }
    }

    private Map<ByteBuffer, NewExhibit> candidates(Provenance provenance, List<Received> messages) {
        Set<ByteBuffer> known = rows.known(messages).keySet();
        Map<ByteBuffer, NewExhibit> candidates = new LinkedHashMap<>();
        for (Received message : messages) {
            if (!known.contains(message.key())) {
                candidates.computeIfAbsent(
                        message.key(), key -> NewExhibit.of(UuidCreator.getTimeOrderedEpoch(), message, provenance));
            }
        }
        return candidates;
    }

    private Recorded recordInTurn(
            Provenance provenance, List<Received> messages, Map<ByteBuffer, NewExhibit> candidates) {
        // Another intake may have brought the same message meanwhile.
        Map<ByteBuffer, UUID> known = rows.known(messages);
        List<NewExhibit> fresh = candidates.entrySet().stream()
                .filter(c -> !known.containsKey(c.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        List<Location> locations = fresh.isEmpty() ? List.of() : store(provenance, fresh);
        ReceiptNumbers numbers;
        try {
            numbers = QuarkusTransaction.requiringNew()
                    .call(() -> rows.write(provenance, messages, known, fresh, locations));
        } catch (RuntimeException e) {
            if (!locations.isEmpty()) {
                LOG.warnf(
                        "bytes without a row batch=%s segment=%d from=%d exhibits=%d",
                        provenance.batch(),
                        locations.get(0).segment(),
                        locations.get(0).offset(),
                        fresh.size());
            }
            throw e;
        }
        LOG.infof(
                "exhibits recorded batch=%s received=%d new=%d leaves=%d..%d first=%s last=%s",
                provenance.batch(),
                messages.size(),
                fresh.size(),
                numbers.firstLeaf(),
                numbers.firstLeaf() + fresh.size(),
                fresh.isEmpty() ? "-" : fresh.get(0).id(),
                fresh.isEmpty() ? "-" : fresh.get(fresh.size() - 1).id());
        followers.committed(commit(provenance, messages, known, fresh, numbers));
        return Recorded.of(messages, fresh);
    }

    private List<Location> store(Provenance provenance, List<NewExhibit> fresh) {
        try {
            return vault.append(
                    fresh.stream().map(e -> e.vaultEntry(provenance)).toList());
        } catch (IOException e) {
            throw new VaultFailed(e);
        }
    }

    private static Commit commit(
            Provenance provenance,
            List<Received> messages,
            Map<ByteBuffer, UUID> known,
            List<NewExhibit> fresh,
            ReceiptNumbers numbers) {
        List<FollowedExhibit> followed = new ArrayList<>(fresh.size());
        for (NewExhibit exhibit : fresh) {
            followed.add(exhibit.followed(numbers.firstLeaf() + followed.size(), provenance));
        }
        // Even without a trap and a matter a receipt changes what can be found: it opens an exhibit of a sealed matter.
        return new Commit(
                numbers.firstLeaf(), followed, numbers.firstReceipt(), messages.size(), Set.copyOf(known.values()));
    }

    /**
     * The places that a commit took.
     *
     * @param firstReceipt receipts before it
     * @param firstLeaf leaves before it
     */
    record ReceiptNumbers(long firstReceipt, long firstLeaf) {}

    /**
     * What became of the messages.
     *
     * @param received how many
     * @param fresh how many of them are new exhibits
     * @param defective how many of the new ones have a defect
     */
    record Recorded(int received, int fresh, int defective) {

        private static Recorded of(List<Received> messages, List<NewExhibit> fresh) {
            long defective =
                    fresh.stream().filter(e -> !e.mail().defects().isEmpty()).count();
            return new Recorded(messages.size(), fresh.size(), (int) defective);
        }
    }
}
