package org.trapline.evidence.following;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Keeps the cursor of a {@link LedgerFollower}. */
final class CursorFollower implements Follower {

    private static final int TRANSACTION_SECONDS = 120;

    private final LedgerFollower follower;
    private final FollowerRows rows;
    private final StoredExhibits stored;
    private volatile long position;

    CursorFollower(LedgerFollower follower, FollowerRows rows, StoredExhibits stored) {
        this.follower = follower;
        this.rows = rows;
        this.stored = stored;
        this.position = rows.position(follower.name());
    }

    @Override
    public String name() {
        return follower.name();
    }

    @Override
    public boolean follow(Commit commit) {
        if (commit.nextLeaf() <= position) {
            return true;
        }
        if (commit.firstLeaf() != position) {
            return false;
        }
        take(commit.fresh());
        return true;
    }

    @Override
    public void catchUp(BooleanSupplier stopping) {
        // After a fault nobody knows whether the transaction was committed.
        position = rows.position(follower.name());
        List<FollowedExhibit> next = stored.from(position);
        while (!next.isEmpty() && !stopping.getAsBoolean()) {
            take(next);
            next = stored.from(position);
        }
    }

    private void take(List<FollowedExhibit> exhibits) {
        long next = position + exhibits.size();
        QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).run(() -> {
            rows.move(follower.name(), position, next);
            follower.follow(exhibits);
        });
        position = next;
    }

    /** Only what was followed before can be done again; the rest is still to come. */
    @Override
    public void redo(List<FollowedExhibit> exhibits) {
        List<FollowedExhibit> followed =
                exhibits.stream().filter(e -> e.position() < position).toList();
        if (!followed.isEmpty()) {
            QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).run(() -> follower.redo(followed));
        }
    }

    @Override
    public long behind() {
        return stored.leaves() - position;
    }
}
