package org.trapline.evidence.intake;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.trapline.evidence.ledger.Commitments;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.mail.ParsedMail;
import org.trapline.evidence.vault.VaultEntry;

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
                received.sha256(),
                metadata(id, received, provenance),
                received.raw(),
                provenance.kind().isMail());
        return new NewExhibit(id, received, mail, secret, leafData);
    }

    /** The order is part of the leaf's format: docs/formats/ledger.md. */
    private static Map<String, String> metadata(UUID id, Received received, Provenance provenance) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("exhibit", id.toString());
        metadata.put("kind", provenance.kind().name());
        metadata.put("media-type", provenance.mediaType());
        metadata.put("received", received.at().toString());
        metadata.put("source", provenance.source());
        metadata.put("trap", provenance.trap() == null ? "" : provenance.trap().toString());
        return metadata;
    }

    VaultEntry vaultEntry(Provenance provenance) {
        return new VaultEntry(id, received.at(), provenance.mediaType(), received.sha256(), received.raw());
    }
}
