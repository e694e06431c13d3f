package org.trapline.evidence.publishing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.trapline.evidence.following.Coalesced;
import org.trapline.evidence.following.Commit;
import org.trapline.evidence.following.Follower;
import org.trapline.evidence.ledger.Ledger;

/**
 * Signs the ledger as it grows, also when nobody asks for a checkpoint: what was acknowledged stands in a signed one within a
 * second. Commits that come close together share a signature.
 */
@ApplicationScoped
class CheckpointSigner implements Follower {

    private final Ledger ledger;
    private final Coalesced signing = new Coalesced(Duration.ofMillis(300));

    CheckpointSigner(Ledger ledger) {
        this.ledger = ledger;
        signing.note();
    }

    @Override
    public String name() {
        return "checkpoints";
    }

    @Override
    public boolean follow(Commit commit) {
        signing.note();
        return true;
    }

    @Override
    public void catchUp(BooleanSupplier stopping) {
        signing.note();
    }

    @Override
    public void settle() {
        if (signing.isDue()) {
            ledger.checkpoint();
            signing.done();
        }
    }

    @Override
    public long behind() {
        return ledger.head().size() - ledger.signedSize();
    }
}
