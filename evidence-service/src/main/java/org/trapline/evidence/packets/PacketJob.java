package org.trapline.evidence.packets;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.trapline.evidence.exhibits.ExhibitAnomaly;
import org.trapline.evidence.exhibits.ExhibitDisposed;
import org.trapline.evidence.exhibits.ExhibitRestricted;
import org.trapline.messaging.jobs.JobHandler;

/** Writes a packet; interrupted, it begins again. */
@ApplicationScoped
class PacketJob implements JobHandler {

    static final String KIND = "packet";

    private static final Logger LOG = Logger.getLogger(PacketJob.class);

    private final Packets packets;
    private final PacketMaker maker;
    private final PacketStore store;
    private final Clock clock;

    PacketJob(Packets packets, PacketMaker maker, PacketStore store, Clock clock) {
        this.packets = packets;
        this.maker = maker;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(UUID id, int attempt) {
        Packet packet = packets.byId(id).orElseThrow(() -> new NoSuchPacket(id));
        if (packet.state() != Packet.State.BUILDING) {
            return Outcome.done();
        }
        try (PacketStore.Draft draft = store.draft(id)) {
            PacketMaker.Made made = maker.make(packet, draft);
            draft.keep(id);
            packets.ready(
                    id, made.checkpoint(), made.file().sha256(), made.file().size(), clock.instant());
            if (packets.isDeleted(id)) {
                store.delete(id);
                return Outcome.done();
            }
            LOG.infof(
                    "packet ready packet=%s exhibits=%d size=%d",
                    id, packet.exhibits(), made.file().size());
        } catch (ExhibitAnomaly | ExhibitDisposed | ExhibitRestricted e) {
            // No later try gives bytes that are gone or closed; a person decides what to leave out.
            packets.failed(id, e.getMessage(), clock.instant());
            LOG.warnf("packet failed packet=%s: %s", id, e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Outcome.done();
    }
}
