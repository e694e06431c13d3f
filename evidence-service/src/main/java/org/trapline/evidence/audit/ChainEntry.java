package org.trapline.evidence.audit;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Canonical;
import org.trapline.evidence.custody.Link;

/**
 * An event as its row has it.
 *
 * @param link its place and the hash that its row keeps
 * @param event what is made of its row
 * @param matter the matter that it was done for
 */
public record ChainEntry(
        UUID exhibit,
        Link link,
        Link.Linked event,
        @Nullable UUID matter) {

    /** The canonical form, behind the event that the row before has. */
    public String line(@Nullable ChainEntry before) {
        return event.line(link.seq(), before == null ? null : before.link().hash());
    }

    boolean matches(String line) {
        return MessageDigest.isEqual(Canonical.hash(line), link.hash());
    }

    public String hashHex() {
        return HexFormat.of().formatHex(link.hash());
    }
}
