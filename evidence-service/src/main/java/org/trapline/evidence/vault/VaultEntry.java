package org.trapline.evidence.vault;

import java.time.Instant;
import java.util.UUID;

/**
 * What is to be stored.
 *
 * @param id the exhibit's id, which becomes the WARC record's
 * @param receivedAt written as the record's date
 * @param mediaType of the raw bytes
 * @param sha256 of the raw bytes
 * @param raw the exact bytes
 */
public record VaultEntry(UUID id, Instant receivedAt, String mediaType, byte[] sha256, byte[] raw) {}
