package org.trapline.evidence.reparse;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param id UUIDv7
 * @param parser name and version that it reads with
 * @param from first leaf
 * @param until one past the last leaf
 * @param olderOnly whether exhibits of this very parser are passed over
 * @param startedAt when it was asked for
 * @param startedBy name of who asked for it
 * @param next the next leaf to read
 * @param remade exhibits whose derived data were made anew
 * @param unreadable exhibits whose bytes are missing or changed
 * @param disposed exhibits that were passed over because they were disposed of
 * @param endedAt null while it runs
 */
public record ReparseRun(
        UUID id,
        String parser,
        long from,
        long until,
        boolean olderOnly,
        Instant startedAt,
        String startedBy,
        long next,
        long remade,
        long unreadable,
        long disposed,
        @Nullable Instant endedAt) {}
