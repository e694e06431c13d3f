package org.trapline.takedown.schedule;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.trapline.takedown.PlausibleTime;

/**
 * That somebody was served by hand.
 *
 * @param method   how
 * @param servedAt when
 * @param servedBy who did it
 */
public record ReturnOfService(
        @NotNull Method method,
        @NotNull @PlausibleTime Instant servedAt,
        @NotBlank @Size(max = 200) String servedBy) {

    public enum Method {
        REGISTERED_AGENT,
        CERTIFIED_MAIL,
        SHERIFF,
        IN_HAND
    }
}
