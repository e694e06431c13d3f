package org.trapline.evidence.publishing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.trapline.events.Event;
import org.trapline.events.EventCodec;
import org.trapline.events.ExhibitsRecorded;
import org.trapline.events.SiteAdvertised;
import org.trapline.events.Topics;
import org.trapline.messaging.EventSender.Outgoing;
import org.trapline.verifier.Checkpoint;

/**
 * A range of the ledger as events, each below 64 KiB.
 *
 * @param from first leaf
 * @param to after the last leaf
 * @param at when it was read
 * @param refs its exhibits
 * @param adverts what advertises each site
 */
record PublishedRange(
        long from, long to, Instant at, List<ExhibitsRecorded.Ref> refs, Map<String, List<Found>> adverts) {

    private static final String SOURCE = "/evidence";

    /** A reference takes up to 160 bytes of JSON. */
    private static final int REFS_A_MESSAGE = 380;

    private static final int MESSAGE_BYTES = 60_000;
    private static final int ADVERT_BYTES = 120;
    private static final int MATTER_BYTES = 40;
    /** An event stays below its limit; the members of further matters are not told of the exhibit here. */
    static final int MOST_MATTERS = 500;

    List<Outgoing> exhibitsRecorded(Checkpoint checkpoint) {
        ExhibitsRecorded.Checkpoint covering =
                new ExhibitsRecorded.Checkpoint(checkpoint.size(), checkpoint.rootHash());
        List<Outgoing> events = new ArrayList<>();
        for (int i = 0; i < refs.size(); i += REFS_A_MESSAGE) {
            List<ExhibitsRecorded.Ref> part = refs.subList(i, Math.min(i + REFS_A_MESSAGE, refs.size()));
            ExhibitsRecorded data = new ExhibitsRecorded(from + i, from + i + part.size(), covering, part);
            events.add(outgoing(Topics.EXHIBITS, Event.of(SOURCE, "ledger", at, data)));
        }
        return events;
    }

    List<Outgoing> sitesAdvertised() {
        List<Outgoing> events = new ArrayList<>();
        adverts.forEach((site, all) -> {
            List<Found> part = new ArrayList<>();
            int bytes = 0;
            for (Found found : all) {
                if (bytes > MESSAGE_BYTES) {
                    events.add(siteAdvertised(site, part));
                    part = new ArrayList<>();
                    bytes = 0;
                }
                part.add(found);
                bytes += ADVERT_BYTES
                        + found.host().length()
                        + MATTER_BYTES * found.matters().size();
            }
            events.add(siteAdvertised(site, part));
        });
        return events;
    }

    private Outgoing siteAdvertised(String site, List<Found> part) {
        List<SiteAdvertised.Advert> open = part.stream()
                .filter(f -> f.matters().isEmpty())
                .map(f -> new SiteAdvertised.Advert(f.position(), f.exhibit(), f.host()))
                .toList();
        List<SiteAdvertised.MatterAdvert> inMatters = part.stream()
                .filter(f -> !f.matters().isEmpty())
                .map(f -> new SiteAdvertised.MatterAdvert(f.position(), f.exhibit(), f.host(), f.matters()))
                .toList();
        return outgoing(Topics.SITES, Event.of(SOURCE, site, at, new SiteAdvertised(site, from, to, open, inMatters)));
    }

    private static Outgoing outgoing(String topic, Event<?> event) {
        return new Outgoing(topic, event.subject(), EventCodec.write(event));
    }

    /**
     * A link that was found in an exhibit.
     *
     * @param matters that the exhibit is in; none when it was also received for no matter
     */
    record Found(long position, UUID exhibit, String host, List<UUID> matters) {}
}
