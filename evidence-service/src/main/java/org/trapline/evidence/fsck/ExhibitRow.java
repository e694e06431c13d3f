package org.trapline.evidence.fsck;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.Envelope;
import org.trapline.evidence.exhibits.EnvelopeColumns;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.exhibits.LeafMetadata;
import org.trapline.evidence.vault.Location;
import org.trapline.evidence.vault.Tombstone;
import org.trapline.evidence.vault.WarcRecord;
import org.trapline.verifier.Commitments;
import org.trapline.verifier.ExhibitContent;

/**
 * An exhibit as its rows have it, good or bad.
 *
 * @param secret null when it was destroyed
 * @param firstBatch what the batch of its first receipt says; null when there is no such receipt or batch
 * @param envelope of its first receipt
 * @param tombstone what stands in the vault in its place
 * @param disposalEnded whether it has been written there
 */
record ExhibitRow(
        UUID id,
        long leafIndex,
        String kind,
        byte[] sha256,
        long size,
        Instant receivedAt,
        String mediaType,
        String source,
        @Nullable UUID trap,
        Location location,
        byte[] leafData,
        byte @Nullable [] secret,
        Derived derived,
        @Nullable Instant blockedAt,
        @Nullable String anomaly,
        @Nullable FirstBatch firstBatch,
        @Nullable Envelope envelope,
        @Nullable Tombstone tombstone,
        boolean disposalEnded,
        boolean disposalUnderWay) {

    private static final String ROWS = """
            select e.id, e.leaf_index, e.kind, e.sha256, e.size, e.received_at, e.media_type, e.source, e.trap,
                e.segment, e.position, e.length, e.leaf_data, e.secret, e.parser, e.subject, e.sender, e.sent_at,
                e.defects, e.blocked_at, e.anomaly, r.at, b.source, b.trap, %s,
                t.at, t.statement, t.done,
                t.exhibit is not null and exists (select from disposal_exhibit d
                    where d.exhibit = e.id and d.begun_at is not null and d.done_at is null)
            from exhibit e
            left join lateral (select * from receipt where exhibit = e.id and first order by seq limit 1) r on true
            left join batch b on b.id = r.batch
            left join envelope v on v.receipt = r.seq
            left join vault_tombstone t on t.exhibit = e.id
            """.formatted(EnvelopeColumns.OF_V);

    static final String SELECT = ROWS + "order by e.leaf_index";

    static final String SELECT_ONE = ROWS + "where e.id = ?";

    /** What a parser made of the bytes. */
    record Derived(
            String parser,
            @Nullable String subject,
            @Nullable String sender,
            @Nullable Instant sentAt,
            List<String> defects) {}

    /** What the batch of the first receipt says of the same things. */
    record FirstBatch(
            Instant receivedAt,
            @Nullable String source,
            @Nullable UUID trap) {}

    static ExhibitRow of(ResultSet row) throws SQLException {
        Timestamp firstAt = row.getTimestamp(22);
        Timestamp tombstoneAt = row.getTimestamp(33);
        UUID id = row.getObject(1, UUID.class);
        return new ExhibitRow(
                id,
                row.getLong(2),
                row.getString(3),
                row.getBytes(4),
                row.getLong(5),
                row.getTimestamp(6).toInstant(),
                row.getString(7),
                row.getString(8),
                row.getObject(9, UUID.class),
                new Location(row.getInt(10), row.getLong(11), row.getLong(12)),
                row.getBytes(13),
                row.getBytes(14),
                new Derived(
                        row.getString(15),
                        row.getString(16),
                        row.getString(17),
                        instant(row.getTimestamp(18)),
                        List.of((String[]) row.getArray(19).getArray())),
                instant(row.getTimestamp(20)),
                row.getString(21),
                firstAt == null
                        ? null
                        : new FirstBatch(firstAt.toInstant(), row.getString(23), row.getObject(24, UUID.class)),
                envelope(row),
                tombstoneAt == null ? null : new Tombstone(id, tombstoneAt.toInstant(), row.getString(34)),
                row.getBoolean(35),
                row.getBoolean(36));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** Null also for one that no envelope can be: the leaf and the chain then say so. */
    private static @Nullable Envelope envelope(ResultSet row) throws SQLException {
        try {
            return EnvelopeColumns.read(row, 25);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The bytes before the exhibit's own in its WARC record. */
    byte[] head() {
        return WarcRecord.head(id, receivedAt, mediaType, sha256, size);
    }

    boolean isMail() {
        return isMail(kind);
    }

    private static boolean isMail(String name) {
        return Arrays.stream(ExhibitKind.values())
                .anyMatch(k -> k.isMail() && k.name().equals(name));
    }

    boolean disposed() {
        return tombstone != null;
    }

    /** The leaf data that follows from these columns and bytes; null without a secret. */
    byte @Nullable [] leafData(byte[] raw) {
        return leafData(raw, sha256, kind, mediaType, receivedAt, source, trap, id);
    }

    /** The same for other values, to find out which column is wrong. */
    byte @Nullable [] leafData(
            byte[] raw,
            byte[] otherSha256,
            String otherKind,
            String otherMediaType,
            Instant otherReceivedAt,
            String otherSource,
            @Nullable UUID otherTrap,
            UUID otherId) {
        return secret == null
                ? null
                : Commitments.leafData(
                        secret,
                        new ExhibitContent(
                                otherSha256,
                                LeafMetadata.of(
                                        otherId, otherKind, otherMediaType, otherReceivedAt, otherSource, otherTrap),
                                envelope == null ? List.of() : envelope.parts(),
                                raw,
                                isMail(otherKind)));
    }
}
