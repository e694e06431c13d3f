package org.trapline.attribution.matters;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Who switched a matter's look-ups on or off, when and why. Append-only; the last one of a matter holds. */
@Entity
@Table(name = "outbound_decision")
class OutboundDecision {

    @Id
    private UUID id;

    private UUID matter;
    private boolean enabled;
    private String reason;
    private String actor;
    private String actorName;
    private Instant decidedAt;

    protected OutboundDecision() {}

    OutboundDecision(UUID matter, boolean enabled, String reason, String actor, String actorName, Instant at) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.matter = matter;
        this.enabled = enabled;
        this.reason = reason;
        this.actor = actor;
        this.actorName = actorName;
        this.decidedAt = at;
    }

    UUID matter() {
        return matter;
    }

    boolean enabled() {
        return enabled;
    }

    String reason() {
        return reason;
    }

    String actorName() {
        return actorName;
    }

    Instant decidedAt() {
        return decidedAt;
    }
}
