package org.trapline.evidence.timestamps;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with time stamps.
 *
 * @param on whether an authority is configured
 * @param newest stamp of the largest checkpoint; null when there is none
 * @param failingSince when the authority was first asked in vain since it last answered; null when it answers
 * @param failure why, the last time
 */
public record TimestampStatus(
        boolean on,
        CheckpointTimestamp.@Nullable View newest,
        @Nullable Instant failingSince,
        @Nullable String failure) {}
