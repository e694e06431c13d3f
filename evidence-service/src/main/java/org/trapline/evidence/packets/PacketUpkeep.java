package org.trapline.evidence.packets;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.trapline.evidence.custody.Actor;

/**
 * Deletes finished packets. A packet holds copies of evidence: none outlives the disposal of an exhibit in it, nor is handed
 * out once one of them was restricted. That copies were exported, and to whom, stays in the chains of custody.
 */
@ApplicationScoped
class PacketUpkeep {

    private static final Logger LOG = Logger.getLogger(PacketUpkeep.class);

    private static final Actor PLATFORM = Actor.platform("court-packets");

    private final Packets packets;
    private final PacketStore store;
    private final PacketConfig config;
    private final Clock clock;

    PacketUpkeep(Packets packets, PacketStore store, PacketConfig config, Clock clock) {
        this.packets = packets;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tidy() throws IOException {
        Instant now = now();
        for (Map.Entry<UUID, String> over :
                packets.over(now.minus(config.keep()), null).entrySet()) {
            delete(over.getKey(), over.getValue(), PLATFORM);
        }
        // What a crash left between the row and the file.
        for (UUID file : store.files()) {
            if (packets.isDeleted(file)) {
                store.delete(file);
            }
        }
    }

    /** Deletes one packet if its time is over. */
    void tidy(UUID packet) throws IOException {
        String why = packets.over(now().minus(config.keep()), packet).get(packet);
        if (why != null) {
            delete(packet, why, PLATFORM);
        }
    }

    void delete(UUID packet, String why, Actor by) throws IOException {
        packets.deleted(packet, why, by, now());
        store.delete(packet);
        LOG.infof("packet deleted packet=%s: %s", packet, why);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
