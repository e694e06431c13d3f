package org.trapline.evidence.packets;

/** A packet cannot be made of what was asked for. */
public final class PacketRefused extends RuntimeException {

    private final String code;

    PacketRefused(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Last part of the problem's type. */
    public String code() {
        return code;
    }
}
