package org.trapline.evidence.exhibits;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.trapline.evidence.mail.ParsedMail;

/**
 * What search knows of an exhibit.
 *
 * @param id the exhibit
 * @param position leaf index: the order of results
 * @param receivedAt first receipt
 * @param sha256 lower-case hex
 * @param mail what the message says
 * @param traps of all receipts
 * @param matters that the exhibit is in
 * @param open whether a receipt is without a matter: then anyone with the role may find it
 */
public record IndexedExhibit(
        UUID id,
        long position,
        Instant receivedAt,
        String sha256,
        ParsedMail mail,
        Set<UUID> traps,
        Set<UUID> matters,
        boolean open) {}
