package org.trapline.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** A token bucket a client, for a bounded number of clients. */
final class RateLimiter {

    private final long burst;
    private final long perSecond;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    RateLimiter(GatewayConfig.Rate rate, int rememberedClients, TimeMeter time) {
        this.burst = rate.burst();
        this.perSecond = rate.perSecond();
        this.time = time;
        // A bucket that nobody touched for as long as it takes to fill is the same as a new one.
        Duration full = Duration.ofSeconds(burst / perSecond + 1);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(rememberedClients)
                .expireAfterAccess(full)
                .build();
    }

    /** Takes one request from the client's bucket; how long it has to wait, zero when the request may pass. */
    Duration take(String client) {
        ConsumptionProbe probe = buckets.get(client, unseen -> fullBucket()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
