package org.trapline.attribution.parties;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** A company or person of a matter as an investigator entered it. Two entries of one name stay two. */
@Entity
public class Party {

    /** What a party is; it decides which claims can be made of it. */
    public enum Kind {
        COMPANY,
        PERSON
    }

    @Id
    private UUID id;

    private UUID matter;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private String name;
    private String enteredBy;
    private Instant enteredAt;

    protected Party() {}

    Party(UUID matter, Kind kind, String name, String enteredBy, Instant enteredAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.matter = matter;
        this.kind = kind;
        this.name = name.strip();
        this.enteredBy = enteredBy;
        this.enteredAt = enteredAt;
    }

    public UUID id() {
        return id;
    }

    public UUID matter() {
        return matter;
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    Instant enteredAt() {
        return enteredAt;
    }
}
