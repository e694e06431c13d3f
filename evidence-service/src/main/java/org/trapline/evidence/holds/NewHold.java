package org.trapline.evidence.holds;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hold to be laid.
 *
 * @param matter for which; without exhibits the hold is on all exhibits of the matter, those too that come to it later
 * @param exhibits at most 10,000
 * @param reason why
 * @param authority order, subpoena or duty that asks for it
 */
record NewHold(
        @Nullable UUID matter,
        @Nullable @Size(min = 1, max = 10_000) List<@NotNull UUID> exhibits,
        @NotBlank @Size(max = 2000) String reason,
        @NotBlank @Size(max = 2000) String authority) {

    @AssertTrue(message = "a matter or exhibits are needed") boolean isOnSomething() {
        return matter != null || exhibits != null;
    }
}
