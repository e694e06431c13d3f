package org.trapline.evidence.packets;

/** A packet's file was asked for before there is one, or of one that failed. */
public final class PacketNotReady extends RuntimeException {

    private final Packet.State state;

    PacketNotReady(Packet packet) {
        super(
                packet.state() == Packet.State.FAILED
                        ? "Packet " + packet.id() + " was not made: " + packet.failure()
                        : "Packet " + packet.id() + " is being made: " + packet.written() + " of " + packet.exhibits()
                                + " exhibits are written");
        this.state = packet.state();
    }

    public Packet.State state() {
        return state;
    }
}
