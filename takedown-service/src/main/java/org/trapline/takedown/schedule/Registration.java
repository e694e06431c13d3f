package org.trapline.takedown.schedule;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A name as the registry had it, kept from before service: the undo plan is made from it.
 *
 * @param name          the registrable name that was asked for
 * @param registrar     IANA id of the registrar of record
 * @param registrarName its name as the answer gave it
 * @param statuses      RDAP status words (RFC 8056), sorted
 * @param nameservers   delegation, A-labels, sorted
 * @param ds            DS records as {@code keyTag algorithm digestType digest}
 * @param at            when the registry answered
 * @param exhibits      the raw answers, registry first
 */
public record Registration(
        String name,
        @Nullable String registrar,
        @Nullable String registrarName,
        List<String> statuses,
        List<String> nameservers,
        List<String> ds,
        Instant at,
        List<UUID> exhibits) {

    public Registration {
        statuses = List.copyOf(statuses);
        nameservers = List.copyOf(nameservers);
        ds = List.copyOf(ds);
        exhibits = List.copyOf(exhibits);
    }
}
