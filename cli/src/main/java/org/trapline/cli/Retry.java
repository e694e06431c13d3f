package org.trapline.cli;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.trapline.platform.Pause;

/** How long a failing request is tried again, and when the next try is due. One per request. */
final class Retry {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Instant deadline;
    private Duration pause = FIRST_PAUSE;

    Retry(Duration patience) {
        this.deadline = Instant.now().plus(patience);
    }

    /** Waits and returns true, or returns false when patience is at its end. */
    boolean again() {
        return waitFor(backoff());
    }

    /** As the server asks (Retry-After in seconds, RFC 9110 10.2.3), else by backoff. */
    boolean again(HttpResponse<?> response) {
        Duration backoff = backoff();
        return waitFor(response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(backoff));
    }

    private Duration backoff() {
        long jittered = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        return Duration.ofMillis(jittered);
    }

    private boolean waitFor(Duration time) {
        if (Instant.now().plus(time).isAfter(deadline)) {
            return false;
        }
        Pause.of(time);
        return true;
    }
}
