package org.trapline.defaults;

/** The guard does not let a look-up go to an address. */
public final class OutboundRefused extends RuntimeException {

    OutboundRefused(String target, String reason) {
        super("no look-up at %s: %s".formatted(target, reason));
    }
}
