package org.trapline.takedown.orders;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Where an order stands. The whole course is this table: an act that does not name the present state as one of its
 * origins is refused.
 *
 * <pre>
 * DRAFT --approve--> APPROVED --file--> FILED --enter--> ENTERED --serve--> SERVED
 *                                         '---deny---> DENIED    '--vacate/expire--'--> VACATED / EXPIRED
 * </pre>
 *
 * SERVED means that service has begun; what became of each target stands on its schedule line.
 */
public enum OrderState {
    DRAFT,
    APPROVED,
    FILED,
    ENTERED,
    DENIED,
    SERVED,
    EXPIRED,
    VACATED;

    /** What can be done with an order, from where, and where it leads. */
    public enum Act {
        EDIT(DRAFT, DRAFT),
        APPROVE(APPROVED, DRAFT),
        FILE(FILED, APPROVED),
        ENTER(ENTERED, FILED),
        DENY(DENIED, FILED),
        SERVE(SERVED, ENTERED),
        VACATE(VACATED, ENTERED, SERVED),
        EXPIRE(EXPIRED, ENTERED, SERVED);

        private final OrderState to;
        private final Set<OrderState> from;

        Act(OrderState to, OrderState... from) {
            this.to = to;
            this.from = Set.of(from);
        }
    }

    /** @throws IllegalTransition naming this state and what is allowed in it */
    OrderState after(Act act) {
        if (!act.from.contains(this)) {
            throw new IllegalTransition(this, act);
        }
        return act.to;
    }

    /** What may be done in this state, in the order of an order's life. */
    public List<Act> allowed() {
        return Arrays.stream(Act.values())
                .filter(act -> act.from.contains(this))
                .toList();
    }

    /** Whether registrars and parties are bound now. */
    public boolean inForce() {
        return this == ENTERED || this == SERVED;
    }
}
