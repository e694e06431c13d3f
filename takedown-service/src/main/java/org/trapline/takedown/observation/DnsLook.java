package org.trapline.takedown.observation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a name server said of a name.
 *
 * @param records the delegation, or what a resolver answers; sorted, empty when there is none
 * @param ttl     the longest of theirs, seconds
 * @param raw     the answer in wire format; null when there was none
 * @param error   why nothing is known; null when something is
 */
record DnsLook(
        List<String> records,
        long ttl,
        byte @Nullable [] raw,
        @Nullable String error) {

    DnsLook {
        records = List.copyOf(records);
    }

    static DnsLook failed(String error, byte @Nullable [] raw) {
        return new DnsLook(List.of(), 0, raw, error);
    }
}
