package org.trapline.evidence.following;

import java.util.List;

/**
 * Follows the ledger with effects in the database. Its cursor, a leaf index, moves in the transaction of the effects, so that
 * each exhibit takes effect once. Both methods run in a transaction; what they throw rolls it back and is tried again, so
 * nothing that a message says may make them throw.
 */
public interface LedgerFollower {

    /** Stable and unique: it stands in the database and in metrics. */
    String name();

    /** Takes the next exhibits of the ledger, in its order and without gaps. */
    void follow(List<FollowedExhibit> exhibits);

    /**
     * Whether what it makes of an exhibit depends on the traps that it came in by: then it takes one again that comes in by a
     * trap later than it was followed.
     */
    default boolean readsTraps() {
        return false;
    }

    /** Takes exhibits again whose reading or whose rules have changed, and replaces what it made of them before. */
    void redo(List<FollowedExhibit> exhibits);
}
