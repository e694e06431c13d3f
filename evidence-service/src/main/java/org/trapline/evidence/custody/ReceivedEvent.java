package org.trapline.evidence.custody;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event that a receipt is. It has no row of its own: it is made again from the rows of receipt, batch, exhibit and envelope,
 * so that a change of any of them shows.
 *
 * @param exhibit what was received
 * @param receipt the receipt's number
 * @param at when it was complete, to the microsecond
 * @param first whether the exhibit is new
 * @param sha256 of the raw bytes
 * @param size of the raw bytes
 * @param kind what the exhibit is; in its first receipt only
 * @param mediaType of the exhibit; in its first receipt only
 * @param batch the intake that the receipt belongs to
 * @param envelope the parts of the SMTP envelope (docs/formats/ledger.md); null when it came without one
 */
public record ReceivedEvent(
        UUID exhibit,
        long receipt,
        Instant at,
        boolean first,
        byte[] sha256,
        long size,
        @Nullable String kind,
        @Nullable String mediaType,
        Batch batch,
        @Nullable List<String> envelope)
        implements Link.Linked {

    @Override
    public String line(int seq, byte @Nullable [] previous) {
        return new Canonical()
                .put("actor", batch.actor())
                .put("actorName", batch.actorName())
                .put("at", at)
                .put("authority", batch.authority())
                .put("batch", batch.id())
                .put("batchAt", batch.startedAt())
                .put("clockSource", batch.collector().clockSource())
                .put("collector", batch.collector().system())
                .put("collectorBuild", batch.collector().build())
                .put("collectorVersion", batch.collector().version())
                .put("envelope", envelope)
                .put("exhibit", exhibit)
                .put("first", first)
                .put("hashAfter", sha256)
                .put("kind", kind)
                .put("matter", batch.matter())
                .put("mediaType", mediaType)
                .put("prevHash", previous)
                .put("receipt", receipt)
                .put("seq", seq)
                .put("size", size)
                .put("source", batch.source())
                .put("trap", batch.trap())
                .put("type", CustodyType.RECEIVED)
                .done();
    }

    /**
     * What all receipts of an intake have in common.
     *
     * @param id the intake
     * @param startedAt to the microsecond
     * @param actor token subject of who handed it in
     * @param actorName that person's name at the time
     * @param authority what authorised the collection, as it was stated
     * @param collector what took it in
     */
    public record Batch(
            UUID id,
            Instant startedAt,
            String source,
            @Nullable UUID trap,
            @Nullable UUID matter,
            String actor,
            String actorName,
            @Nullable String authority,
            Collector collector) {}
}
