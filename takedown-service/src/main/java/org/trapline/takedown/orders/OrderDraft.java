package org.trapline.takedown.orders;

import com.fasterxml.jackson.annotation.JsonProperty;
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

/** A new order as callers send it; what {@link OrderContent} holds, and the case that it belongs to. */
record OrderDraft(
        @JsonProperty("case") @NotNull UUID caseId,
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

    OrderContent content() {
        return new OrderContent(
                type,
                legalBasis == null ? List.of() : legalBasis,
                attorney,
                technicalContact,
                reportTo,
                redress,
                effectiveAt,
                completeBy,
                expiresAt,
                operators == null ? List.of() : operators,
                targets == null ? List.of() : targets);
    }
}
