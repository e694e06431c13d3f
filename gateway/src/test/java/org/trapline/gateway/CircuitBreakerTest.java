package org.trapline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private final Hand clock = new Hand();
    private final CircuitBreaker breaker = new CircuitBreaker(2, Duration.ofSeconds(5), clock);

    @Test
    void staysClosedWhileFailuresAreNotInARow() {
        breaker.failed();
        breaker.succeeded();

        assertThat(breaker.failed()).isFalse();
        assertThat(breaker.admit()).isZero();
    }

    @Test
    void opensOnceAndSaysHowLongToWait() {
        breaker.failed();

        assertThat(breaker.failed()).isTrue();
        assertThat(breaker.failed()).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(breaker.admit()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void letsOneTrialThroughAPause() {
        breaker.failed();
        breaker.failed();
        clock.advance(Duration.ofSeconds(5));

        assertThat(breaker.admit()).isZero();
        assertThat(breaker.admit()).isEqualTo(Duration.ofSeconds(5));
        breaker.succeeded();
        assertThat(breaker.admit()).isZero();
        assertThat(breaker.admit()).isZero();
    }

    private static final class Hand extends Clock {

        private Instant now = Instant.EPOCH;

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
