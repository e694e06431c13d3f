package org.trapline.evidence.disposals;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * A disposal that is asked for.
 *
 * @param exhibits whose bytes are to be destroyed
 * @param reason why
 * @param authority order, policy or retention schedule that allows it
 */
record NewDisposal(
        @NotNull @Size(min = 1, max = 1000) List<@NotNull UUID> exhibits,
        @NotBlank @Size(max = 2000) String reason,
        @NotBlank @Size(max = 2000) String authority) {}
