package org.trapline.takedown.operators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.trapline.events.OperatorReviewed;

/** The last review of each operator, by attribution-service's events. */
@ApplicationScoped
public class AcceptedOperators {

    private final EntityManager entities;

    AcceptedOperators(EntityManager entities) {
        this.entities = entities;
    }

    /** @param explanationSha256 of the explanation that was accepted, lower-case hex */
    public record Accepted(UUID operator, int revision, String explanationSha256) {}

    /** Empty when nobody reviewed the operator, or when the review of its highest reviewed revision was a rejection. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Accepted> find(UUID operator) {
        List<?> rows = entities.createNativeQuery("select revision, explanation_sha256 from reviewed_operator "
                        + "where operator = ?1 and verdict = 'ACCEPTED'")
                .setParameter(1, operator)
                .getResultList();
        return rows.stream().findFirst().map(row -> {
            Object[] columns = (Object[]) row;
            return new Accepted(operator, ((Number) columns[0]).intValue(), (String) columns[1]);
        });
    }

    /** Keeps the review of the highest revision, and of two of one revision the later, in whatever order they come. */
    @Transactional(Transactional.TxType.MANDATORY)
    void record(OperatorReviewed review, Instant at) {
        entities.createNativeQuery("""
                        insert into reviewed_operator (operator, revision, explanation_sha256, verdict, reviewed_at)
                        values (?1, ?2, ?3, ?4, ?5)
                        on conflict (operator) do update set revision = excluded.revision,
                            explanation_sha256 = excluded.explanation_sha256, verdict = excluded.verdict,
                            reviewed_at = excluded.reviewed_at
                        where (reviewed_operator.revision, reviewed_operator.reviewed_at)
                            < (excluded.revision, excluded.reviewed_at)
                        """)
                .setParameter(1, review.operator())
                .setParameter(2, review.revision())
                .setParameter(3, review.explanationSha256())
                .setParameter(4, review.verdict().name())
                .setParameter(5, at)
                .executeUpdate();
    }
}
