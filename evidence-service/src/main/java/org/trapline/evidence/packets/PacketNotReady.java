package org.trapline.evidence.packets;

/** A packet's file was asked for before there is one, or of one that failed or was deleted. */
public final class PacketNotReady extends RuntimeException {

    private final Packet.State state;

    PacketNotReady(Packet packet) {
        super("Packet " + packet.id() + " "
                + switch (packet.state()) {
                    case FAILED -> "was not made: " + packet.failure();
                    case DELETED -> "was deleted: " + packet.deletion() + ". It can be asked for anew";
                    default ->
                        "is being made: " + packet.written() + " of " + packet.exhibits() + " exhibits are written";
                });
        this.state = packet.state();
    }

    public Packet.State state() {
        return state;
    }
}
