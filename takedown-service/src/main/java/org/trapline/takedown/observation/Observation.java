package org.trapline.takedown.observation;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.trapline.takedown.schedule.Verdict;

/**
 * What the platform saw of a name, from one time to another. A look that shows nothing new lengthens the last row instead
 * of adding one, so the table grows with what happens and not with time.
 */
@Entity
@Table(name = "observation")
class Observation {

    @Id
    private UUID id;

    private UUID lineId;
    private UUID orderId;
    private Instant at;
    private Instant lastAt;
    private long looks;

    @Enumerated(EnumType.STRING)
    private Verdict verdict;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> rdapStatus;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> parentNs;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> resolverAnswer;

    private @Nullable String detail;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<UUID> rdapExhibits;

    private @Nullable UUID parentExhibit;
    private @Nullable UUID resolverExhibit;

    /** Raw answers as exhibits; an answer that did not come has none. */
    record Deposited(
            List<UUID> rdap,
            @Nullable UUID parent,
            @Nullable UUID resolver) {}

    protected Observation() {}

    Observation(UUID id, UUID lineId, UUID orderId, Verdict verdict, Sighting seen, Deposited raw, Instant at) {
        this.id = id;
        this.lineId = lineId;
        this.orderId = orderId;
        this.verdict = verdict;
        this.rdapStatus = seen.status();
        this.parentNs = seen.parent().records();
        this.resolverAnswer = seen.resolver().records();
        this.detail = seen.detail();
        this.rdapExhibits = raw.rdap();
        this.parentExhibit = raw.parent();
        this.resolverExhibit = raw.resolver();
        this.at = at;
        this.lastAt = at;
        this.looks = 1;
    }

    boolean shows(Verdict otherVerdict, Sighting other) {
        return verdict == otherVerdict
                && rdapStatus.equals(other.status())
                && parentNs.equals(other.parent().records())
                && resolverAnswer.equals(other.resolver().records());
    }

    void again(Instant seenAt) {
        lastAt = seenAt;
        looks++;
    }

    UUID id() {
        return id;
    }

    UUID lineId() {
        return lineId;
    }

    Instant at() {
        return at;
    }

    Instant lastAt() {
        return lastAt;
    }

    long looks() {
        return looks;
    }

    Verdict verdict() {
        return verdict;
    }

    List<String> rdapStatus() {
        return rdapStatus;
    }

    List<String> parentNs() {
        return parentNs;
    }

    List<String> resolverAnswer() {
        return resolverAnswer;
    }

    @Nullable String detail() {
        return detail;
    }

    List<UUID> rdapExhibits() {
        return rdapExhibits;
    }

    @Nullable UUID parentExhibit() {
        return parentExhibit;
    }

    @Nullable UUID resolverExhibit() {
        return resolverExhibit;
    }
}
