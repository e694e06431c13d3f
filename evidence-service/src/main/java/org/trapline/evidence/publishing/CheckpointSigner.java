package org.trapline.evidence.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.trapline.evidence.following.Commit;
import org.trapline.evidence.following.Follower;
import org.trapline.evidence.ledger.Ledger;

/**
 * Signs the ledger as it grows, also when nobody asks for a checkpoint: what was acknowledged stands in a signed one within a
 * second. Commits that come close together share a signature.
 */
@ApplicationScoped
class CheckpointSigner implements Follower {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Ledger ledger;
    private boolean grown = true;
    private long signedAt = System.nanoTime() - PAUSE_NANOS;

    CheckpointSigner(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "checkpoints";
    }

    @Override
    public boolean follow(Commit commit) {
        grown = true;
        return true;
    }

    @Override
    public void catchUp(BooleanSupplier stopping) {
        grown = true;
    }

    @Override
    public void settle() {
        if (grown && System.nanoTime() - signedAt >= PAUSE_NANOS) {
            ledger.checkpoint();
            grown = false;
            signedAt = System.nanoTime();
        }
    }

    @Override
    public long behind() {
        return ledger.head().size() - ledger.signedSize();
    }
}
