package org.trapline.takedown.orders;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.takedown.evidence.BlockedExhibits.Blocked;
import org.trapline.takedown.schedule.Target;

/**
 * An order as legal staff see it.
 *
 * @param allowed  what may be done with it now
 * @param frozen   what it rested on when it was filed
 * @param blocked  the exhibits cited whose stored bytes were found not to be what was received, before filing or since
 * @param endedAt  when it was denied, vacated or lapsed
 */
record OrderView(
        UUID id,
        @JsonProperty("case") UUID caseId,
        UUID matter,
        OrderState state,
        long version,
        List<OrderState.Act> allowed,
        OrderContent.@Nullable Type type,
        List<String> legalBasis,
        OrderContent.@Nullable Attorney attorney,
        @Nullable String technicalContact,
        @Nullable String reportTo,
        @Nullable String redress,
        @Nullable Instant effectiveAt,
        @Nullable Instant completeBy,
        @Nullable Instant expiresAt,
        List<UUID> operators,
        List<Target> targets,
        Order.Person drafter,
        Instant draftedAt,
        Order.@Nullable Person approver,
        @Nullable Instant approvedAt,
        @Nullable Instant filedAt,
        @Nullable Frozen frozen,
        List<Blocked> blocked,
        @Nullable Entry entry,
        @Nullable Instant serviceBegunAt,
        @Nullable Instant endedAt,
        @Nullable String endReason) {

    /** @param blocked the blocked ones of the exhibits that it cites */
    static OrderView of(Order o, List<Blocked> blocked) {
        OrderContent c = o.content();
        return new OrderView(
                o.id(),
                o.caseId(),
                o.matter(),
                o.state(),
                o.version(),
                o.state().allowed(),
                c.type(),
                c.legalBasis(),
                c.attorney(),
                c.technicalContact(),
                c.reportTo(),
                c.redress(),
                c.effectiveAt(),
                c.completeBy(),
                c.expiresAt(),
                c.operators(),
                c.targets(),
                o.drafter(),
                o.draftedAt(),
                o.approver(),
                o.approvedAt(),
                o.filedAt(),
                o.frozen(),
                blocked,
                o.entry(),
                o.serviceBegunAt(),
                o.endedAt(),
                o.endReason());
    }
}
