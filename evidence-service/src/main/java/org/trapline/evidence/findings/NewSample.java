package org.trapline.evidence.findings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A sample to be drawn.
 *
 * @param rule whose verdict INDICATED is to be reviewed
 * @param size how many messages
 * @param seed 32 bytes, hex, to draw a sample again; null for random ones
 */
public record NewSample(
        @NotBlank String rule,
        @Min(1) @Max(10_000) int size,
        @Nullable @Pattern(regexp = "[0-9a-f]{64}") String seed) {

    byte @Nullable [] seedBytes() {
        return seed == null ? null : HexFormat.of().parseHex(seed);
    }
}
