package org.trapline.messaging.jobs;

import java.time.Duration;

/** Growing pauses between attempts. */
public final class Backoff {

    private static final int MOST_DOUBLINGS = 20;

    private Backoff() {}

    /** {@code first} after the first attempt, doubled with each further one, never above {@code longest}. */
    public static Duration pause(Duration first, Duration longest, int attempt) {
        Duration pause = first.multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, attempt - 1)));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
