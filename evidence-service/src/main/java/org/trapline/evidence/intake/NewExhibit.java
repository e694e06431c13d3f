package org.trapline.evidence.intake;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
 * @param received the bytes
 * @param mail what they say
 * @param secret derives the salts of its commitments
 * @param leafData the root of its commitments
 */
record NewExhibit(UUID id, Received received, ParsedMail mail, byte[] secret, byte[] leafData) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static NewExhibit of(UUID id, Received received, Provenance provenance) {
        ParsedMail mail = provenance.kind().isMail() ? MailParser.parse(received.raw()) : ParsedMail.NOTHING;
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        byte[] leafData = Commitments.leafData(
                secret,
                new ExhibitContent(
                        received.sha256(),
                        metadata(id, received, provenance),
                        List.of(),
                        received.raw(),
                        provenance.kind().isMail()));
        return new NewExhibit(id, received, mail, secret, leafData);
    }

    /** The order is part of the leaf's format: docs/formats/ledger.md. */
    private static List<String> metadata(UUID id, Received received, Provenance provenance) {
        return List.of(
                "exhibit=" + id,
                "kind=" + provenance.kind().name(),
                "media-type=" + provenance.mediaType(),
                "received=" + received.at(),
                "source=" + provenance.source(),
                "trap=" + (provenance.trap() == null ? "" : provenance.trap()));
    }

    VaultEntry vaultEntry(Provenance provenance) {
        return new VaultEntry(id, received.at(), provenance.mediaType(), received.sha256(), received.raw());
    }

    FollowedExhibit followed(long position, Provenance provenance) {
        return new FollowedExhibit(
                id,
                position,
                provenance.kind(),
                received.at(),
                HexFormat.of().formatHex(received.sha256()),
                received.raw(),
                mail,
                provenance.trap() == null ? Set.of() : Set.of(provenance.trap()),
                provenance.matter() == null ? Set.of() : Set.of(provenance.matter()),
                provenance.matter() == null);
    }
}
