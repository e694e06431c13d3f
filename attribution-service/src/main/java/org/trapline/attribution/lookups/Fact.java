package org.trapline.attribution.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A dated snapshot of what a source said about a site. Append-only: a later answer is one more. */
@Entity
class Fact {

    @Id
    private UUID id;

    private UUID matter;
    private String site;

    @Enumerated(EnumType.STRING)
    private FactKind kind;

    private String source;
    private Instant observedAt;
    private @Nullable UUID exhibit;

    @JdbcTypeCode(SqlTypes.JSON)
    private JsonNode data;

    protected Fact() {}

    Fact(LookupJob job, FactKind kind, String source, Instant observedAt, @Nullable UUID exhibit, JsonNode data) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.matter = job.matter();
        this.site = job.site();
        this.kind = kind;
        this.source = source;
        this.observedAt = observedAt;
        this.exhibit = exhibit;
        this.data = data;
    }

    FactKind kind() {
        return kind;
    }

    String source() {
        return source;
    }

    Instant observedAt() {
        return observedAt;
    }

    @Nullable UUID exhibit() {
        return exhibit;
    }

    JsonNode data() {
        return data;
    }
}
