package org.trapline.evidence.timestamps;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How asking went lately.
 *
 * @param retry pause after the first failure
 * @param longest pause at most
 * @param failures in a row
 * @param failingSince the first of them; null when the last try went well
 * @param next when it may be tried again; null for at once
 * @param failure why the last try failed; null when it went well
 */
record Attempts(
        Duration retry,
        Duration longest,
        int failures,
        @Nullable Instant failingSince,
        @Nullable Instant next,
        @Nullable String failure) {

    /** More doublings than any pause has. */
    private static final int MOST_DOUBLINGS = 20;

    Attempts(Duration retry, Duration longest) {
        this(retry, longest, 0, null, null, null);
    }

    boolean mayTry(Instant now) {
        return next == null || !now.isBefore(next);
    }

    Attempts succeeded() {
        return new Attempts(retry, longest);
    }

    Attempts failed(Instant now, String why) {
        Duration doubled = retry.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        Duration pause = doubled.compareTo(longest) < 0 ? doubled : longest;
        return new Attempts(
                retry, longest, failures + 1, failingSince == null ? now : failingSince, now.plus(pause), why);
    }
}
