package org.trapline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private final Hand time = new Hand();
    private final RateLimiter limiter = new RateLimiter(new BurstOfTwo(), 100, time);

    @Test
    void saysHowLongToWaitOnceTheBurstIsSpent() {
        limiter.take("a");
        limiter.take("a");

        assertThat(limiter.take("a")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void admitsAgainAfterThatTime() {
        limiter.take("a");
        limiter.take("a");
        time.advance(Duration.ofSeconds(1));

        assertThat(limiter.take("a")).isZero();
        assertThat(limiter.take("a")).isPositive();
    }

    @Test
    void countsEachClientForItself() {
        limiter.take("a");
        limiter.take("a");

        assertThat(limiter.take("b")).isZero();
    }

    private record BurstOfTwo() implements GatewayConfig.Rate {

        @Override
        public long burst() {
            return 2;
        }

        @Override
        public long perSecond() {
            return 1;
        }
    }

    private static final class Hand implements TimeMeter {

        private long nanos;

        void advance(Duration by) {
            nanos += by.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
