package org.trapline.evidence.packets;

import java.util.UUID;

/** There is no such packet, or the caller may not know of it. */
public final class NoSuchPacket extends RuntimeException {

    NoSuchPacket(UUID id) {
        super("There is no packet " + id);
    }
}
