package org.trapline.takedown.cases;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The case before a court, inside a matter. */
@Entity
@Table(name = "court_case")
public class CourtCase {

    @Id
    private UUID id;

    @Version
    private long version;

    private UUID matter;
    private String title;

    @JdbcTypeCode(SqlTypes.JSON)
    private Court court;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Count> counts;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Party> parties;

    private Instant createdAt;

    /** What may be unknown when a case is opened and must be known when an order in it is filed. */
    public record Court(
            @Size(max = 200) @Nullable String name,
            @Size(max = 100) @Nullable String level,
            @Size(max = 100) @Nullable String state,
            @Size(max = 200) @Nullable String division) {}

    /** One count of the complaint: statute and section, and what it is called. */
    record Count(
            @NotBlank @Size(max = 300) String statute,
            @Size(max = 100) @Nullable String section,
            @Size(max = 500) @Nullable String title) {}

    /** @param attributionParty the party of attribution-service that this one is, when it is one of those */
    record Party(
            @NotNull Kind kind,
            @NotBlank @Size(max = 300) String name,
            @Nullable UUID attributionParty) {
        enum Kind {
            PLAINTIFF,
            COMPANY,
            PERSON
        }
    }

    /** A case as callers give it. */
    record Content(
            @NotBlank @Size(max = 500) String title,
            @Valid @NotNull Court court,
            @Size(max = 100) List<@Valid @NotNull Count> counts,
            @Size(max = 1000) List<@Valid @NotNull Party> parties) {
        @SuppressWarnings("ConstantValue") // absent JSON members arrive as null
        Content {
            counts = counts == null ? List.of() : List.copyOf(counts);
            parties = parties == null ? List.of() : List.copyOf(parties);
        }
    }

    protected CourtCase() {}

    CourtCase(UUID id, UUID matter, Content content, Instant at) {
        this.id = id;
        this.matter = matter;
        this.createdAt = at;
        edit(content);
    }

    final void edit(Content content) {
        this.title = content.title();
        this.court = content.court();
        this.counts = content.counts();
        this.parties = content.parties();
    }

    public UUID id() {
        return id;
    }

    public UUID matter() {
        return matter;
    }

    public String title() {
        return title;
    }

    public Court court() {
        return court;
    }

    Content content() {
        return new Content(title, court, counts, parties);
    }

    long version() {
        return version;
    }

    Instant createdAt() {
        return createdAt;
    }
}
