package org.trapline.evidence.findings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/**
 * A sample to be drawn. The platform draws the random numbers: whoever could choose them could choose the messages.
 *
 * @param rule whose verdict INDICATED is to be reviewed
 * @param size how many messages
 */
public record NewSample(
        @NotBlank String rule, @Min(1) @Max(10_000) int size) {}
