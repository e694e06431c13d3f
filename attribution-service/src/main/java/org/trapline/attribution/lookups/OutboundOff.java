package org.trapline.attribution.lookups;

import java.util.UUID;

/** Nobody has switched on look-ups outside for the matter. */
public final class OutboundOff extends RuntimeException {

    OutboundOff(UUID matter) {
        super("outbound look-ups are off for matter %s; switch them on with a reason first".formatted(matter));
    }
}
