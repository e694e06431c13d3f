package org.trapline.evidence.packets;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.trapline.defaults.Caller;
import org.trapline.evidence.matters.MatterAccess;

/** Packets, for those who may see the matter that they are of. */
@ApplicationScoped
public class PacketAccess {

    private final Packets packets;
    private final MatterAccess matters;

    PacketAccess(Packets packets, MatterAccess matters) {
        this.packets = packets;
        this.matters = matters;
    }

    /** @throws NoSuchPacket when there is none that the caller may know of */
    public Packet require(UUID id, Caller caller) {
        return packets.byId(id)
                .filter(p -> matters.visibleTo(caller.subject()).contains(p.matter()))
                .orElseThrow(() -> new NoSuchPacket(id));
    }

    /** @throws PacketNotReady when it has no file, because it is not written yet, could not be, or was deleted */
    public Packet requireReady(UUID id, Caller caller) {
        Packet packet = require(id, caller);
        if (packet.state() != Packet.State.READY) {
            throw new PacketNotReady(packet);
        }
        return packet;
    }

    /** What a packet holds, in the order of the Bates numbers. */
    public List<UUID> exhibits(Packet packet) {
        return packets.exhibits(packet.id()).stream()
                .map(Packets.Numbered::exhibit)
                .toList();
    }
}
