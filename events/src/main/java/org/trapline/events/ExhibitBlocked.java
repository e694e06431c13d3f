package org.trapline.events;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Stored bytes of an exhibit were found to differ from what was received, or to be missing: nothing is served of it from then
 * on, and what rests on it should say so. Subject: the exhibit's id. Comes once, in no order with {@link ExhibitsRecorded}.
 *
 * @param exhibit   exhibit id
 * @param position  its leaf index
 * @param blockedAt when it was found
 */
public record ExhibitBlocked(UUID exhibit, long position, Instant blockedAt) {

    public ExhibitBlocked {
        Objects.requireNonNull(exhibit, "exhibit");
        Objects.requireNonNull(blockedAt, "blockedAt");
        if (position < 0) {
            throw new IllegalArgumentException(position + " is no leaf");
        }
    }
}
