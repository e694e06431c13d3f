package org.trapline.evidence.vault;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/** The bytes of a WARC 1.1 record around the exhibit's own (ISO 28500:2017 clauses 4 and 5). */
final class WarcRecord {

    /** Closes every record. */
    static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Length of a segment's leading record: all its parts have a fixed width. */
    static final int INFO_LENGTH = info(new UUID(0, 0), "segment-000001.warc", Instant.EPOCH).length;

    private WarcRecord() {}

    static byte[] head(VaultEntry entry) {
        String urn = "urn:uuid:" + entry.id();
        String digest = "sha256:" + HexFormat.of().formatHex(entry.sha256());
        return ("WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <" + urn + ">\r\nWARC-Date: "
                        + date(entry.receivedAt()) + "\r\nWARC-Target-URI: " + urn + "\r\nWARC-Block-Digest: " + digest
                        + "\r\nWARC-Payload-Digest: " + digest + "\r\nContent-Type: " + entry.mediaType()
                        + "\r\nContent-Length: " + entry.raw().length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The record that leads a segment. */
    static byte[] info(UUID id, String file, Instant now) {
        String fields = "software: Trapline evidence-service\r\nformat: WARC File Format 1.1\r\n";
        return ("WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:" + id + ">\r\nWARC-Date: "
                        + now.truncatedTo(ChronoUnit.SECONDS)
                        + "\r\nWARC-Filename: " + file + "\r\nContent-Type: application/warc-fields\r\nContent-Length: "
                        + fields.length() + "\r\n\r\n" + fields + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Instant date(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
