package org.trapline.evidence.reparse;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * What is to be read again.
 *
 * @param from first leaf; null for the first of the ledger
 * @param until one past the last leaf; null for all that there are
 * @param all also what this very parser has read; otherwise only what an older one has
 */
public record WantedReparse(
        @Min(0) @Nullable Long from, @Min(0) @Nullable Long until, boolean all) {}
