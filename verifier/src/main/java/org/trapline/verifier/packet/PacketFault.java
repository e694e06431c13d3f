package org.trapline.verifier.packet;

/** A packet is not what it says; the message tells where. */
public final class PacketFault extends RuntimeException {

    public PacketFault(String message) {
        super(message);
    }
}
