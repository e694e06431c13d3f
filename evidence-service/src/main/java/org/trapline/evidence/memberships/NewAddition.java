package org.trapline.evidence.memberships;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be added to a matter: named exhibits, or a selection, every part of which must hold.
 *
 * @param exhibits at most 1,000, all of them or none are added
 * @param campaign that they are of
 * @param trap that they came in by
 * @param from first moment of the receipt
 * @param to the receipt lies before this moment
 * @param cursor where a selection goes on: {@code next} of the answer before
 * @param reason why they belong to the matter
 */
record NewAddition(
        @Nullable @Size(min = 1, max = NewAddition.MOST) List<@NotNull UUID> exhibits,
        @Nullable UUID campaign,
        @Nullable UUID trap,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String cursor,
        @NotBlank @Size(max = 2000) String reason) {

    /** What one call takes of a selection. */
    static final int MOST = 1000;

    @AssertTrue(message = "either exhibits are needed, or a campaign, a trap or a time") boolean isOneOfTwo() {
        boolean selection = campaign != null || trap != null || from != null || to != null;
        return exhibits == null ? selection : !selection && cursor == null;
    }
}
