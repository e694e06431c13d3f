package org.trapline.evidence.findings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the receiving host saw of a message's delivery; unlike the header, the sender did not write it.
 *
 * @param mailFrom the envelope sender; null for the null reverse path
 * @param rcptTo the recipients of the transaction
 * @param clientIp who connected
 * @param helo what it called itself
 * @param serverHost the receiving host's own name
 */
record Transmission(@Nullable String mailFrom, List<String> rcptTo, String clientIp, String helo, String serverHost) {

    Transmission {
        rcptTo = List.copyOf(rcptTo);
    }
}
