package org.trapline.evidence.vault;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** The bytes of a WARC 1.1 record around the exhibit's own (ISO 28500:2017 clauses 4 and 5). */
public final class WarcRecord {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private WarcRecord() {}

    /** Closes every record. */
    public static byte[] end() {
        return END.clone();
    }

    /** All that stands before an exhibit's bytes. */
    public static byte[] head(UUID id, Instant receivedAt, String mediaType, byte[] sha256, long size) {
        String urn = "urn:uuid:" + id;
        String digest = "sha256:" + HexFormat.of().formatHex(sha256);
        return ("WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <" + urn + ">\r\nWARC-Date: "
                        + receivedAt.truncatedTo(ChronoUnit.MICROS) + "\r\nWARC-Target-URI: " + urn
                        + "\r\nWARC-Block-Digest: " + digest + "\r\nWARC-Payload-Digest: " + digest
                        + "\r\nContent-Type: " + mediaType + "\r\nContent-Length: " + size + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] head(VaultEntry entry) {
        return head(entry.id(), entry.receivedAt(), entry.mediaType(), entry.sha256(), entry.raw().length);
    }

    /** The record that leads a segment. */
    public static byte[] info(UUID id, String object, Instant createdAt) {
        String fields = "software: Trapline evidence-service\r\nformat: WARC File Format 1.1\r\n";
        return ("WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:" + id + ">\r\nWARC-Date: "
                        + createdAt.truncatedTo(ChronoUnit.SECONDS)
                        + "\r\nWARC-Filename: " + object
                        + "\r\nContent-Type: application/warc-fields\r\nContent-Length: "
                        + fields.length() + "\r\n\r\n" + fields + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A {@code metadata} record of exactly the given length; a record of one byte was long enough for its fields. */
    public static byte[] tombstone(Tombstone tombstone, long length) {
        UUID own = UUID.nameUUIDFromBytes(("tombstone of " + tombstone.exhibit()).getBytes(StandardCharsets.US_ASCII));
        String fields = "WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:" + own + ">\r\nWARC-Date: "
                + tombstone.at().truncatedTo(ChronoUnit.MICROS) + "\r\nWARC-Refers-To: <urn:uuid:"
                + tombstone.exhibit() + ">\r\nContent-Type: application/warc-fields\r\nContent-Length: ";
        // The number's own digits take room too; where it has one less than foreseen, a zero leads it.
        int room = (int) length - fields.length() - "\r\n\r\n".length() - END.length;
        int block = room - Integer.toString(room).length();
        String number = String.format("%0" + (room - block) + "d", block);
        byte[] record = new byte[(int) length];
        Arrays.fill(record, (byte) ' ');
        byte[] head = (fields + number + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, record, 0, head.length);
        byte[] statement = ("disposed: " + tombstone.statement().replaceAll("[^\\x20-\\x7e]", "?"))
                .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(statement, 0, record, head.length, Math.min(statement.length, block));
        System.arraycopy(END, 0, record, record.length - END.length, END.length);
        return record;
    }
}
