package org.trapline.evidence.following;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.mail.LinkedHost;
import org.trapline.evidence.mail.ParsedMail;

/**
 * An exhibit as followers get it.
 *
 * @param id the exhibit
 * @param position leaf index
 * @param kind what it is
 * @param receivedAt first receipt
 * @param lastAt the last thing known at the time that it came in by: a receipt, or an addition to a matter
 * @param sha256 of the raw bytes, lower-case hex
 * @param raw the exact bytes; empty when they cannot be had, because they were changed or disposed of
 * @param mail what they say; for bytes that cannot be had, what the row says
 * @param traps of the receipts known at the time
 * @param matters that the exhibit was in at the time
 * @param open whether a receipt is without a matter: then anyone with the role may find it
 */
public record FollowedExhibit(
        UUID id,
        long position,
        ExhibitKind kind,
        Instant receivedAt,
        Instant lastAt,
        String sha256,
        byte[] raw,
        ParsedMail mail,
        Set<UUID> traps,
        Set<UUID> matters,
        boolean open) {

    /** The whole mail: the first follower that asks for it has its header read. */
    @Override
    public ParsedMail mail() {
        return mail.whole();
    }

    /** The hosts that it links to, for which its header is not read. */
    public Set<LinkedHost> links() {
        return mail.links();
    }

    /** The text counts for the parts, which have it once more, and for what is hidden. */
    long weight() {
        return 2000L
                + raw.length
                + 4L * mail.text().length()
                + 2L * mail.hiddenText().length();
    }
}
