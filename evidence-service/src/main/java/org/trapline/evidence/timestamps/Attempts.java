package org.trapline.evidence.timestamps;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.jobs.Backoff;

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
        int all = failures + 1;
        Instant again = now.plus(Backoff.pause(retry, longest, all));
        return new Attempts(retry, longest, all, failingSince == null ? now : failingSince, again, why);
    }
}
