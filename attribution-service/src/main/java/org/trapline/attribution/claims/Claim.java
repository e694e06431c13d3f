package org.trapline.attribution.claims;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A statement by a source about a party or site. Never changed: who disagrees makes another. */
@Entity
class Claim {

    @Id
    private UUID id;

    private UUID matter;

    @Enumerated(EnumType.STRING)
    private Term subjectKind;

    private String subjectId;

    @Enumerated(EnumType.STRING)
    private Predicate predicate;

    @Enumerated(EnumType.STRING)
    private Term objectKind;

    private String objectId;

    @Enumerated(EnumType.STRING)
    private Provenance.Kind sourceKind;

    private String sourceReference;

    @Column(name = "exhibit")
    private @Nullable UUID exhibit;

    private Instant observedAt;
    private double confidence;
    private String enteredBy;
    private Instant enteredAt;

    protected Claim() {}

    Claim(UUID matter, Statement statement, String enteredBy, Instant enteredAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.matter = matter;
        this.subjectKind = statement.subject().kind();
        this.subjectId = statement.subject().id();
        this.predicate = statement.predicate();
        this.objectKind = statement.object().kind();
        this.objectId = statement.object().id();
        this.sourceKind = statement.source().kind();
        this.sourceReference = statement.source().reference();
        this.exhibit = statement.source().exhibit();
        this.observedAt = statement.observedAt();
        this.confidence = statement.confidence();
        this.enteredBy = enteredBy;
        this.enteredAt = enteredAt;
    }

    UUID id() {
        return id;
    }

    UUID matter() {
        return matter;
    }

    Statement statement() {
        return new Statement(
                new Reference(subjectKind, subjectId),
                predicate,
                new Reference(objectKind, objectId),
                new Provenance(sourceKind, sourceReference, exhibit),
                observedAt,
                confidence);
    }

    Instant enteredAt() {
        return enteredAt;
    }
}
