package org.trapline.rdap;

import java.time.Duration;

/**
 * What one exchange with a server that nobody vouches for may cost.
 *
 * @param connect time to open the connection
 * @param exchange time for one request with its whole body, redirects counted separately
 * @param bodyBytes the largest reply body that is read
 * @param redirects how many redirects are followed for one request
 */
public record RdapLimits(Duration connect, Duration exchange, int bodyBytes, int redirects) {

    public static final RdapLimits DEFAULT = new RdapLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), 1 << 20, 4);

    public RdapLimits {
        if (connect.isNegative() || connect.isZero() || exchange.isNegative() || exchange.isZero()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
        if (bodyBytes < 1 || redirects < 0) {
            throw new IllegalArgumentException("bodyBytes must be positive, redirects not negative");
        }
    }
}
