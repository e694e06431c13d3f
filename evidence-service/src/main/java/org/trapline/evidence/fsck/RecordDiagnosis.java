package org.trapline.evidence.fsck;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.vault.WarcRecord;
import org.trapline.verifier.TreeHash;

/** Finds out what is wrong when a record is not what its row says: the leaf's commitments decide which of the two it is. */
final class RecordDiagnosis {

    private static final byte[] END = WarcRecord.end();
    private static final Pattern HEAD = Pattern.compile(
            "WARC-Record-ID: <urn:uuid:([0-9a-f-]{36})>\r\nWARC-Date: (\\S+)\r\n"
                    + ".*\r\nWARC-Payload-Digest: sha256:([0-9a-f]{64})\r\nContent-Type: ([^\r]+)\r\nContent-Length: (\\d+)\r\n\r\n",
            Pattern.DOTALL);

    private final ExhibitRow row;
    private final String place;
    private final byte[] record;
    private final Report report;

    RecordDiagnosis(ExhibitRow row, String place, byte[] record, Report report) {
        this.row = row;
        this.place = place;
        this.record = record;
        this.report = report;
    }

    VaultWalk.Found found() {
        if (record.length < row.location().length() || record.length < END.length) {
            bytes(record.length, "the segment is missing or ends before the record does");
            return new VaultWalk.Found(null, true);
        }
        byte[] head = row.head();
        int headFault = Arrays.mismatch(record, 0, Math.min(head.length, record.length), head, 0, head.length);
        byte[] raw = rawBySize();
        boolean rawIsRight = raw != null && Arrays.equals(TreeHash.sha256().digest(raw), row.sha256());
        if (headFault < 0) {
            if (raw != null && !rawIsRight) {
                bytes(
                        head.length,
                        "the exhibit's " + row.size() + " bytes have another SHA-256 than when they were received");
            }
            end();
            return new VaultWalk.Found(rawIsRight ? raw : null, true);
        }
        if (rawIsRight && follows(row.leafData(raw))) {
            bytes(headFault, "the record's header is not what was written");
            end();
            return new VaultWalk.Found(raw, true);
        }
        return rowOrHead(headFault);
    }

    /** The header and the row differ, and the row does not lead to the leaf. */
    private VaultWalk.Found rowOrHead(int headFault) {
        Matcher head = HEAD.matcher(new String(record, 0, Math.min(record.length, 2048), StandardCharsets.ISO_8859_1));
        if (!head.find()) {
            bytes(headFault, "the record's header is not what was written, and cannot be read");
            return new VaultWalk.Found(null, true);
        }
        byte[] raw = raw(Long.parseLong(head.group(5)));
        byte[] sha256 = HexFormat.of().parseHex(head.group(3));
        List<String> columns = new ArrayList<>();
        differing(columns, "id", row.id(), head.group(1));
        differing(columns, "received_at", row.receivedAt(), head.group(2));
        differing(columns, "sha256", HexFormat.of().formatHex(row.sha256()), head.group(3));
        differing(columns, "media_type", row.mediaType(), head.group(4));
        differing(columns, "size", row.size(), head.group(5));
        boolean headIsRight = raw != null && Arrays.equals(TreeHash.sha256().digest(raw), sha256);
        if (headIsRight && !columns.isEmpty()) {
            report.add(Discrepancy.row(
                    "exhibit(id=" + row.id() + ")." + String.join(",", columns),
                    row.id(),
                    "the row says otherwise than its record at " + place
                            + ", whose bytes have the digest that it names"));
            return new VaultWalk.Found(null, true);
        }
        bytes(
                headFault,
                "record and row differ (" + String.join(",", columns) + "), and the bytes have neither's digest");
        return new VaultWalk.Found(null, true);
    }

    private static void differing(List<String> columns, String column, Object inRow, String inHead) {
        if (!inRow.toString().equals(inHead)) {
            columns.add(column);
        }
    }

    private boolean follows(byte @Nullable [] leafData) {
        return leafData == null || Arrays.equals(leafData, row.leafData());
    }

    private void end() {
        int fault = Arrays.mismatch(record, record.length - END.length, record.length, END, 0, END.length);
        if (fault >= 0) {
            bytes(record.length - END.length + fault, "the line ends that close the record are not what was written");
        }
    }

    private byte @Nullable [] rawBySize() {
        return raw(row.size());
    }

    private byte @Nullable [] raw(long size) {
        return size < 1 || size + END.length > record.length ? null : VaultWalk.raw(record, size);
    }

    private void bytes(int at, String what) {
        report.add(Discrepancy.bytes(place + "+" + at, row.id(), what));
    }
}
