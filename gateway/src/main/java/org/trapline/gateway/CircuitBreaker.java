package org.trapline.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Open after some failures in a row; then one trial request a pause until one succeeds. A trial that its client gives
 * up says nothing, and the next pause lets the next one through, so no trial has to be accounted for.
 */
final class CircuitBreaker {

    private final int threshold;
    private final Duration pause;
    private final Clock clock;
    private int failures;
    private Instant nextTrial = Instant.MIN;

    CircuitBreaker(int threshold, Duration pause, Clock clock) {
        this.threshold = threshold;
        this.pause = pause;
        this.clock = clock;
    }

    /** How long to stay away: zero when a request may go through now. */
    synchronized Duration admit() {
        if (failures < threshold) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        if (now.isBefore(nextTrial)) {
            return Duration.between(now, nextTrial);
        }
        nextTrial = now.plus(pause);
        return Duration.ZERO;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    /** Whether this failure opened the circuit. */
    synchronized boolean failed() {
        if (failures >= threshold) {
            return false;
        }
        failures++;
        nextTrial = clock.instant().plus(pause);
        return failures == threshold;
    }
}
