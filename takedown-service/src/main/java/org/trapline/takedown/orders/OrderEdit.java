package org.trapline.takedown.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.takedown.PlausibleTime;
import org.trapline.takedown.schedule.Target;

/** A change of a draft, by fields of {@link OrderContent}; what is absent stays as it is. */
record OrderEdit(
        OrderContent.@Nullable Type type,
        @Size(max = 50) @Nullable List<@NotBlank @Size(max = 500) String> legalBasis,
        @Valid OrderContent.@Nullable Attorney attorney,
        @Size(max = 500) @Nullable String technicalContact,
        @Size(max = 500) @Nullable String reportTo,
        @Size(max = 4000) @Nullable String redress,
        @PlausibleTime @Nullable Instant effectiveAt,
        @PlausibleTime @Nullable Instant completeBy,
        @PlausibleTime @Nullable Instant expiresAt,
        @Size(max = 100) @Nullable List<@NotNull UUID> operators,
        @Size(max = 5000) @Nullable List<@Valid @NotNull Target> targets) {

    OrderContent over(OrderContent old) {
        return new OrderContent(
                type == null ? old.type() : type,
                legalBasis == null ? old.legalBasis() : legalBasis,
                attorney == null ? old.attorney() : attorney,
                technicalContact == null ? old.technicalContact() : technicalContact,
                reportTo == null ? old.reportTo() : reportTo,
                redress == null ? old.redress() : redress,
                effectiveAt == null ? old.effectiveAt() : effectiveAt,
                completeBy == null ? old.completeBy() : completeBy,
                expiresAt == null ? old.expiresAt() : expiresAt,
                operators == null ? old.operators() : operators,
                targets == null ? old.targets() : targets);
    }
}
