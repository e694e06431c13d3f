package org.trapline.attribution.lookups;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** A request to look up some sites for a matter. */
@Entity
class Lookup {

    @Id
    private UUID id;

    private UUID matter;
    private String requestedBy;
    private Instant requestedAt;

    protected Lookup() {}

    Lookup(UUID matter, String requestedBy, Instant requestedAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.matter = matter;
        this.requestedBy = requestedBy;
        this.requestedAt = requestedAt;
    }

    UUID id() {
        return id;
    }

    UUID matter() {
        return matter;
    }
}
