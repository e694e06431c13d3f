package org.trapline.evidence.following;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Something that follows the ledger and keeps its own place. One thread calls it; a fault that it throws is logged and tried
 * again later, first by {@link #catchUp}. Beans of this type are found and run by {@link Followers}. Most followers keep
 * their effects in the database and are {@link LedgerFollower}s.
 */
public interface Follower {

    /** Stable and unique: it stands in the database and in metrics. */
    String name();

    /**
     * Follows a commit from memory.
     *
     * @return false when the commit does not begin where the follower stands, so that it has to catch up
     */
    boolean follow(Commit commit) throws IOException;

    /** Reads what it has missed from rows and vault, up to the ledger's head or until it shall stop. */
    void catchUp(BooleanSupplier stopping) throws IOException;

    /** Takes exhibits again whose reading has changed; a follower that keeps nothing of the reading ignores them. */
    default void redo(List<FollowedExhibit> exhibits) throws IOException {}

    /** Called several times a second, also when nothing happens. */
    default void settle() throws IOException {}

    /** How many leaves or receipts it has yet to follow. */
    long behind();
}
