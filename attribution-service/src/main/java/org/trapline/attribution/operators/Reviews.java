package org.trapline.attribution.operators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.operators.OperatorResource.NewReview;
import org.trapline.defaults.Caller;
import org.trapline.events.Event;
import org.trapline.events.OperatorReviewed;
import org.trapline.events.Topics;
import org.trapline.messaging.Idempotency;
import org.trapline.messaging.Outbox;

/** What people held of hypotheses. */
@ApplicationScoped
class Reviews {

    private static final Logger LOG = Logger.getLogger(Reviews.class);

    private final Operators operators;
    private final Idempotency idempotency;
    private final Outbox outbox;
    private final Clock clock;

    Reviews(Operators operators, Idempotency idempotency, Outbox outbox, Clock clock) {
        this.operators = operators;
        this.idempotency = idempotency;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @throws StaleReview unless it is of the current revision of a hypothesis that stands */
    @Transactional(Transactional.TxType.MANDATORY)
    OperatorReview review(UUID id, @Nullable String key, NewReview wish, Caller caller) {
        UUID review = idempotency.once(
                caller.subject(), key, "POST review " + id + " " + wish, () -> record(id, wish, caller));
        return operators.review(review);
    }

    private UUID record(UUID id, NewReview wish, Caller caller) {
        Operator operator = operators.lock(id).orElseThrow(() -> new NoSuchOperator(id));
        if (operator.dissolved() || operator.revision() != wish.revision()) {
            throw new StaleReview(id, wish.revision(), operator.revision(), operator.dissolved());
        }
        OperatorRevision revision = operators.current(operator);
        OperatorReview review = new OperatorReview(
                revision, wish.verdict(), wish.reason(), caller.subject(), caller.name(), clock.instant());
        operators.persist(review);
        outbox.append(
                Topics.OPERATORS,
                Event.of(
                        "/attribution",
                        id.toString(),
                        clock.instant(),
                        new OperatorReviewed(
                                id, revision.revision(), revision.sha256(), wish.verdict(), revision.sites())));
        LOG.infof(
                "operator reviewed operator=%s revision=%d verdict=%s reviewer=%s",
                id, revision.revision(), wish.verdict(), caller.subject());
        return review.id();
    }
}
