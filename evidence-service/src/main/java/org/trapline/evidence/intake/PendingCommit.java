package org.trapline.evidence.intake;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trapline.evidence.following.Commit;
import org.trapline.evidence.following.FollowedExhibit;
import org.trapline.evidence.ledger.TreeEdge;

/**
 * What becomes durable together, whoever brought it.
 *
 * @param messages in the order of their receipts
 * @param fresh the exhibits that are new, in the order of their leaves
 * @param exhibits the exhibit of every message, by hash
 */
record PendingCommit(List<Received> messages, List<NewExhibit> fresh, Map<ByteBuffer, UUID> exhibits) {

    /**
     * @param known the exhibits that are there already, by hash
     * @param candidates an exhibit in the making for every hash that may not be
     */
    static PendingCommit of(
            List<Received> messages, Map<ByteBuffer, UUID> known, Map<ByteBuffer, NewExhibit> candidates) {
        Map<ByteBuffer, UUID> exhibits = new HashMap<>(known);
        List<NewExhibit> fresh = new ArrayList<>(candidates.size());
        candidates.forEach((hash, candidate) -> {
            if (exhibits.putIfAbsent(hash, candidate.id()) == null) {
                fresh.add(candidate);
            }
        });
        return new PendingCommit(messages, fresh, exhibits);
    }

    Map<ByteBuffer, UUID> freshByHash() {
        return fresh.stream().collect(Collectors.toMap(e -> e.received().key(), NewExhibit::id));
    }

    UUID exhibit(Received message) {
        return exhibits.get(message.key());
    }

    /** What followers are told, once the places are known. */
    Commit at(Places places) {
        Map<UUID, Origins> origins = new HashMap<>();
        for (Received message : messages) {
            origins.computeIfAbsent(exhibit(message), exhibit -> new Origins()).add(message);
        }
        List<FollowedExhibit> followed = new ArrayList<>(fresh.size());
        for (NewExhibit exhibit : fresh) {
            Origins origin = origins.remove(exhibit.id());
            followed.add(exhibit.followed(
                    places.firstLeaf() + followed.size(), origin.lastAt, origin.traps, origin.matters, origin.open));
        }
        // Even without a trap and a matter a receipt changes what can be found: it opens an exhibit of a sealed matter.
        return new Commit(places.firstLeaf(), followed, places.firstReceipt(), messages.size(), origins.keySet());
    }

    /**
     * The places that a commit took.
     *
     * @param firstReceipt receipts before it
     * @param firstLeaf leaves before it
     * @param tree the ledger's tree after it
     */
    record Places(long firstReceipt, long firstLeaf, TreeEdge tree) {}

    /** Where the messages of one commit that are one exhibit came from. */
    private static final class Origins {

        private final Set<UUID> traps = new HashSet<>();
        private final Set<UUID> matters = new HashSet<>();
        private boolean open;
        private Instant lastAt = Instant.MIN;

        void add(Received message) {
            lastAt = lastAt.isAfter(message.at()) ? lastAt : message.at();
            Provenance provenance = message.provenance();
            if (provenance.trap() != null) {
                traps.add(provenance.trap());
            }
            if (provenance.matter() != null) {
                matters.add(provenance.matter());
            }
            open |= provenance.matter() == null;
        }
    }
}
