package org.trapline.evidence.timestamps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToTheLongestPause() {
        Attempts attempts = new Attempts(Duration.ofSeconds(30), Duration.ofMinutes(2));
        assertThat(attempts.mayTry(NOON)).isTrue();

        attempts = attempts.failed(NOON, "one");
        assertThat(attempts.next()).isEqualTo("2026-03-01T12:00:30Z");
        attempts = attempts.failed(NOON.plusSeconds(30), "two");
        assertThat(attempts.next()).isEqualTo("2026-03-01T12:01:30Z");
        for (int i = 0; i < 100; i++) {
            attempts = attempts.failed(NOON, "more");
        }

        assertThat(attempts.next()).isEqualTo("2026-03-01T12:02:00Z");
        assertThat(attempts.failingSince()).isEqualTo(NOON);
        assertThat(attempts.mayTry(NOON.plusSeconds(119))).isFalse();
        assertThat(attempts.mayTry(NOON.plusSeconds(120))).isTrue();
        assertThat(attempts.succeeded().failingSince()).isNull();
    }
}
