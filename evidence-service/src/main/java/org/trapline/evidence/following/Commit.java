package org.trapline.evidence.following;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What one commit added, as it still lies in memory.
 *
 * @param firstLeaf leaves before it
 * @param fresh the exhibits that it made, in the order of their leaves
 * @param firstReceipt receipts before it
 * @param receipts how many it added
 * @param changed exhibits with a receipt in it that is not their first: their traps and matters are to be read
 */
public record Commit(long firstLeaf, List<FollowedExhibit> fresh, long firstReceipt, long receipts, Set<UUID> changed) {

    public Commit {
        fresh = List.copyOf(fresh);
        changed = Set.copyOf(changed);
    }

    /** One past its last leaf. */
    public long nextLeaf() {
        return firstLeaf + fresh.size();
    }

    /** Receipts up to and with it. */
    public long lastReceipt() {
        return firstReceipt + receipts;
    }

    /** About how many bytes of memory it holds. */
    long weight() {
        return fresh.stream().mapToLong(FollowedExhibit::weight).sum() + 64L * changed.size();
    }

    boolean isFollowedBy(Commit next) {
        return next.firstLeaf == nextLeaf() && next.firstReceipt == lastReceipt();
    }

    /** Both as one: fewer and larger transactions cost less. */
    Commit with(Commit next) {
        List<FollowedExhibit> all = new ArrayList<>(fresh);
        all.addAll(next.fresh);
        Set<UUID> ids = new LinkedHashSet<>(changed);
        ids.addAll(next.changed);
        return new Commit(firstLeaf, all, firstReceipt, receipts + next.receipts, ids);
    }
}
