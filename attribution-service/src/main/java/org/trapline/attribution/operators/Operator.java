package org.trapline.attribution.operators;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hypothesis: who is behind a cluster. Its id stays while its evidence and members change; a hypothesis that nothing holds
 * together any more is dissolved, not removed, since orders may have been argued from it.
 */
@Entity
class Operator {

    @Id
    private UUID id;

    private UUID matter;
    private int revision;
    private boolean dissolved;
    private @Nullable UUID supersededBy;

    protected Operator() {}

    Operator(UUID matter) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.matter = matter;
    }

    UUID id() {
        return id;
    }

    UUID matter() {
        return matter;
    }

    /** Number of the current revision, from 1. */
    int revision() {
        return revision;
    }

    boolean dissolved() {
        return dissolved;
    }

    int revise() {
        dissolved = false;
        return ++revision;
    }

    /** @param into the hypothesis that took its members over, if one did */
    int dissolve(@Nullable UUID into) {
        dissolved = true;
        supersededBy = into;
        return ++revision;
    }
}
