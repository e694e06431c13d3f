package org.trapline.attribution.operators;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.trapline.events.OperatorReviewed.Verdict;

/** What a person held of one revision. Append-only; the last one of a revision holds. */
@Entity
@Table(name = "operator_review")
class OperatorReview {

    @Id
    private UUID id;

    private UUID operator;
    private int revision;

    @Enumerated(EnumType.STRING)
    private Verdict verdict;

    private String reason;
    private String reviewer;
    private String reviewerName;
    private Instant reviewedAt;

    protected OperatorReview() {}

    OperatorReview(
            OperatorRevision of, Verdict verdict, String reason, String reviewer, String reviewerName, Instant at) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.operator = of.operator();
        this.revision = of.revision();
        this.verdict = verdict;
        this.reason = reason;
        this.reviewer = reviewer;
        this.reviewerName = reviewerName;
        this.reviewedAt = at;
    }

    UUID id() {
        return id;
    }

    UUID operator() {
        return operator;
    }

    int revision() {
        return revision;
    }

    Verdict verdict() {
        return verdict;
    }

    String reason() {
        return reason;
    }

    String reviewerName() {
        return reviewerName;
    }

    Instant reviewedAt() {
        return reviewedAt;
    }
}
