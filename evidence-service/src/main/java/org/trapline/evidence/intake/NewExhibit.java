package org.trapline.evidence.intake;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.trapline.evidence.exhibits.Envelope;
import org.trapline.evidence.exhibits.LeafMetadata;
import org.trapline.evidence.following.FollowedExhibit;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.mail.ParsedMail;
import org.trapline.evidence.vault.VaultEntry;
import org.trapline.verifier.Commitments;
import org.trapline.verifier.ExhibitContent;

/**
 * An exhibit in the making: all that can be known of it before it has a place in the vault and in the ledger.
 *
 * @param id UUIDv7
 * @param received the bytes and whence they came
 * @param mail what they say
 * @param secret derives the salts of its commitments
 * @param leafData the root of its commitments
 */
record NewExhibit(UUID id, Received received, ParsedMail mail, byte[] secret, byte[] leafData) {

    private static final Logger LOG = Logger.getLogger(NewExhibit.class);

    private static final SecureRandom RANDOM = new SecureRandom();

    static NewExhibit of(UUID id, Received received) {
        boolean message = received.provenance().kind().isMail();
        ParsedMail mail = message ? parse(id, received.raw()) : ParsedMail.NOTHING;
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        Envelope envelope = received.envelope();
        byte[] leafData = Commitments.leafData(
                secret,
                new ExhibitContent(
                        received.sha256(),
                        metadata(id, received),
                        envelope == null ? List.of() : envelope.parts(),
                        received.raw(),
                        message));
        return new NewExhibit(id, received, mail, secret, leafData);
    }

    private static ParsedMail parse(UUID id, byte[] raw) {
        return MailParser.parseForReceipt(raw, fault -> LOG.errorf(fault, "message is unreadable exhibit=%s", id));
    }

    /** The same evidence without what was read out of it, for when it is that which the store refuses. */
    NewExhibit unread() {
        return new NewExhibit(id, received, ParsedMail.UNREADABLE, secret, leafData);
    }

    private static List<String> metadata(UUID id, Received received) {
        Provenance provenance = received.provenance();
        return LeafMetadata.of(
                id,
                provenance.kind().name(),
                provenance.mediaType(),
                received.at(),
                provenance.source(),
                provenance.trap());
    }

    VaultEntry vaultEntry() {
        return new VaultEntry(id, received.at(), received.provenance().mediaType(), received.sha256(), received.raw());
    }

    FollowedExhibit followed(long position, Instant lastAt, Set<UUID> traps, Set<UUID> matters, boolean open) {
        return new FollowedExhibit(
                id,
                position,
                received.provenance().kind(),
                received.at(),
                lastAt,
                HexFormat.of().formatHex(received.sha256()),
                received.raw(),
                mail,
                traps,
                matters,
                open);
    }
}
