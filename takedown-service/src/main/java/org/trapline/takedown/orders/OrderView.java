package org.trapline.takedown.orders;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.takedown.schedule.Target;

/**
 * An order as legal staff see it.
 *
 * @param allowed  what may be done with it now
 * @param frozen   what it rested on when it was filed
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
        @Nullable Entry entry,
        @Nullable Instant serviceBegunAt,
        @Nullable Instant endedAt,
        @Nullable String endReason) {

    static OrderView of(Order o) {
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
                o.entry(),
                o.serviceBegunAt(),
                o.endedAt(),
                o.endReason());
    }
}
