package org.trapline.evidence.custody;

import org.jspecify.annotations.Nullable;

/**
 * What took an intake in. All is null in an intake that is older than this record. How far the clock was off is not among it:
 * nothing that a program can ask without tools of the machine's owner says so.
 *
 * @param system its name
 * @param version of it
 * @param build SHA-256 of the jar that its own classes were in, lower-case hex; null when they were in none
 * @param clockSource what sets the clock that its times are by, as whoever runs it says; null when nobody does
 */
public record Collector(
        @Nullable String system,
        @Nullable String version,
        @Nullable String build,
        @Nullable String clockSource) {}
