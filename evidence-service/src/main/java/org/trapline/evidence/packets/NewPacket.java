package org.trapline.evidence.packets;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A packet that is asked for.
 *
 * @param matter whose exhibits go in
 * @param title printed on its page
 * @param prefix of the Bates numbers, for example {@code MA-AGO}; belongs to the matter from its first use on
 * @param exhibits those that go in, each in the matter; null for all of the matter
 * @param redacted whether what would give a trap away is left out of the messages; null means yes
 */
public record NewPacket(
        @NotNull UUID matter,

        @NotNull @Size(min = 1, max = 300) @Pattern(regexp = "\\P{Cntrl}*", message = "has no control characters") String title,

        @NotNull @Pattern(regexp = BatesNumber.PREFIX, message = "is like MA-AGO") String prefix,

        @Size(min = 1, max = 100_000) @Nullable List<@NotNull UUID> exhibits,
        @Nullable Boolean redacted) {

    boolean isRedacted() {
        return redacted == null || redacted;
    }
}
