package org.trapline.evidence.holds;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Actor;

/** A legal hold: it stands until it is released. */
@Entity
class Hold {

    @Id
    private UUID id;

    private @Nullable UUID matter;
    private boolean wholeMatter;
    private String reason;
    private String authority;
    private Instant placedAt;
    private String placedBy;
    private String placedByName;
    private @Nullable Instant releasedAt;
    private @Nullable String releasedBy;
    private @Nullable String releasedByName;
    private @Nullable String releaseReason;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Hold() {}

    Hold(UUID id, NewHold wanted, Actor by, Instant at) {
        this.id = id;
        this.matter = wanted.matter();
        this.wholeMatter = wanted.exhibits() == null;
        this.reason = wanted.reason();
        this.authority = wanted.authority();
        this.placedAt = at;
        this.placedBy = by.subject();
        this.placedByName = by.name();
    }

    /** @throws HoldReleased when it was released before */
    void release(String why, Actor by, Instant at) {
        if (releasedAt != null) {
            throw new HoldReleased(id);
        }
        releasedAt = at;
        releasedBy = by.subject();
        releasedByName = by.name();
        releaseReason = why;
    }

    UUID id() {
        return id;
    }

    @Nullable UUID matter() {
        return matter;
    }

    String authority() {
        return authority;
    }

    /**
     * A hold as callers see it.
     *
     * @param matter for which it was laid
     * @param wholeMatter whether it is on all exhibits of the matter, those too that come to it later
     * @param exhibits how many it was laid on by name or were in the matter then
     * @param destroyed how many exhibits of the whole matter no hold keeps: their bytes are destroyed or about to be
     * @param placedBy name of who laid it
     * @param releasedAt when it ended; null while it stands
     */
    @Schema(name = "Hold")
    public record View(
            UUID id,
            @Nullable UUID matter,
            boolean wholeMatter,
            long exhibits,
            long destroyed,
            String reason,
            String authority,
            Instant placedAt,
            String placedBy,
            @Nullable Instant releasedAt,
            @Nullable String releasedBy,
            @Nullable String releaseReason) {}
}
