package org.trapline.evidence.fsck;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.vault.Location;
import org.trapline.evidence.vault.Segment;
import org.trapline.evidence.vault.Segments;
import org.trapline.evidence.vault.WarcRecord;
import org.trapline.verifier.TreeHash;

/**
 * Goes through the vault in ledger order, which is the order that records were written in, and accounts for every byte: what
 * stands there must be what the rows say, to be made again from them.
 */
final class VaultWalk implements Closeable {

    private static final byte[] END = WarcRecord.end();
    private static final int PAGE = 1000;

    private final SegmentBytes bytes;
    private final Segments segments;
    private final Report report;
    /** Those whose disposal went on beside the check, as the snapshot has them. */
    private final List<ExhibitRow> disposedMeanwhile = new ArrayList<>();
    /** Where the next record is expected. */
    private int segment;

    private long offset;

    VaultWalk(SegmentBytes bytes, Segments segments, Report report) {
        this.bytes = bytes;
        this.segments = segments;
        this.report = report;
    }

    /**
     * What the vault has of an exhibit.
     *
     * @param raw its bytes; null when they are not there, are not its own, or were disposed of
     * @param explained whether what is wrong has been reported, or will be
     */
    record Found(byte @Nullable [] raw, boolean explained) {}

    Found next(ExhibitRow row) throws IOException {
        if (row.disposed()) {
            tombstone(row);
            return new Found(null, true);
        }
        long length = row.head().length + row.size() + END.length;
        byte[] there = read(row.location());
        if (row.location().length() == length && matches(there, row)) {
            advance(row.location());
            return new Found(raw(there, row.size()), false);
        }
        for (Location other : expected(length)) {
            byte[] elsewhere = read(other);
            if (matches(elsewhere, row)) {
                advance(other);
                report.add(Discrepancy.row(
                        "exhibit(id=" + row.id() + ")." + columns(row.location(), other),
                        row.id(),
                        "the record lies at " + other + ", the row says " + row.location()));
                return new Found(raw(elsewhere, row.size()), false);
            }
        }
        Found found = new Found(null, true);
        if (segments.hasTombstone(row.id())) {
            disposedMeanwhile.add(row);
        } else {
            found = new RecordDiagnosis(row, place(row.location()), there, report).found();
        }
        if (row.location().segment() == segment && row.location().offset() >= offset || startsNext(row.location())) {
            advance(row.location());
        }
        return found;
    }

    private void tombstone(ExhibitRow row) throws IOException {
        if (!row.disposalEnded() && !Arrays.equals(read(row.location()), wanted(row))) {
            disposedMeanwhile.add(row);
        } else {
            checkTombstone(row);
        }
        advance(row.location());
    }

    private void checkTombstone(ExhibitRow row) throws IOException {
        byte[] there = read(row.location());
        byte[] wanted = wanted(row);
        if (Arrays.equals(there, wanted)) {
            return;
        }
        boolean begun = there.length == wanted.length && row.disposalUnderWay() && !row.disposalEnded();
        String place = place(row.location());
        report.add(
                begun
                        ? Discrepancy.notice(
                                place,
                                row.id(),
                                "a disposal was begun and has not ended",
                                "unless one goes on now, start the service again: it ends the disposal")
                        : Discrepancy.bytes(
                                place + "+" + Math.max(0, Arrays.mismatch(there, wanted)),
                                row.id(),
                                "the tombstone is not the one that was written"));
    }

    private static byte[] wanted(ExhibitRow row) {
        return WarcRecord.tombstone(
                Objects.requireNonNull(row.tombstone()), row.location().length());
    }

    /** Whether there are rightly no bytes to read, as far as is known by now. */
    boolean isDisposed(ExhibitRow row) {
        return row.disposed() || disposedMeanwhile.contains(row);
    }

    /** What is to be looked at again, with the rows of then. */
    List<ExhibitRow> disposedMeanwhile() {
        return disposedMeanwhile;
    }

    /** Looks at a record again. */
    void again(ExhibitRow now) throws IOException {
        // What is open may be an object that the disposal has left.
        bytes.close();
        if (now.disposed()) {
            checkTombstone(now);
        } else {
            byte[] there = read(now.location());
            if (!matches(there, now)) {
                new RecordDiagnosis(now, place(now.location()), there, report).found();
            }
        }
    }

    /** Where the row's record would lie if the row's own word for it did not count. */
    private List<Location> expected(long length) {
        Location here = new Location(segment, offset, length);
        return nextSegment()
                .map(n -> List.of(here, new Location(n.number(), info(n).length, length)))
                .orElse(List.of(here));
    }

    private boolean startsNext(Location location) {
        return nextSegment()
                .filter(n -> location.segment() == n.number() && location.offset() == info(n).length)
                .isPresent();
    }

    private Optional<Segment> nextSegment() {
        return segments.after(segment, 1).stream().findFirst();
    }

    private static byte[] info(Segment segment) {
        return WarcRecord.info(segment.id(), segment.fileName(), segment.createdAt());
    }

    private byte[] read(Location location) throws IOException {
        return bytes.read(location.segment(), location.offset(), location.length());
    }

    private static boolean matches(byte[] record, ExhibitRow row) {
        byte[] head = row.head();
        return record.length == head.length + row.size() + END.length
                && Arrays.mismatch(record, 0, head.length, head, 0, head.length) < 0
                && Arrays.mismatch(record, record.length - END.length, record.length, END, 0, END.length) < 0
                && Arrays.equals(TreeHash.sha256().digest(raw(record, row.size())), row.sha256());
    }

    static byte[] raw(byte[] record, long size) {
        return Arrays.copyOfRange(record, (int) (record.length - END.length - size), record.length - END.length);
    }

    private static String columns(Location row, Location found) {
        StringBuilder columns = new StringBuilder();
        if (row.segment() != found.segment()) {
            columns.append(",segment");
        }
        if (row.offset() != found.offset()) {
            columns.append(",position");
        }
        if (row.length() != found.length()) {
            columns.append(",length");
        }
        return columns.substring(1);
    }

    private String place(Location location) {
        return bytes.segment(location.segment())
                .map(s -> s.object() + "@" + (s.base() + location.offset()))
                .orElse("segment " + location.segment() + "@" + location.offset());
    }

    private void advance(Location record) throws IOException {
        if (record.segment() < segment || record.segment() == segment && record.offset() < offset) {
            return;
        }
        while (segment < record.segment()) {
            tail();
            Optional<Segment> next = nextSegment();
            if (next.isEmpty() || next.get().number() > record.segment()) {
                segment = record.segment();
                offset = record.offset();
                report.add(Discrepancy.row(
                        "segment(number=" + segment + ")", null, "the row is missing, and records lie in the segment"));
            } else {
                begin(next.get());
            }
        }
        gap(
                record.offset(),
                "bytes without a row between two records: an intake that failed after its bytes were written");
        offset = record.offset() + record.length();
    }

    private void begin(Segment next) throws IOException {
        byte[] wanted = info(next);
        byte[] there = bytes.read(next.number(), 0, wanted.length);
        segment = next.number();
        offset = wanted.length;
        int at = Arrays.mismatch(there, wanted);
        if (at >= 0) {
            report.add(Discrepancy.bytes(
                    next.object() + "@" + (next.base() + at) + ", or segment(number=" + next.number()
                            + ").id,object,base,created_at",
                    null,
                    there.length == 0
                            ? "the segment is missing"
                            : "the warcinfo record that leads segment " + next.number() + " is not what its row says"));
        }
    }

    /** Whatever is left of the current segment. */
    private void tail() {
        bytes.segment(segment)
                .ifPresent(
                        s -> gap(
                                bytes.end(s),
                                "bytes without a row at the end of a segment: an intake under way, or one that a crash broke off"));
    }

    private void gap(long until, String what) {
        if (until > offset) {
            Segment current = bytes.segment(segment).orElseThrow();
            report.add(Discrepancy.notice(
                    current.object() + "@" + (current.base() + offset) + "+" + (until - offset),
                    null,
                    what,
                    "nobody was told that they are kept: keep or ignore them"));
        }
    }

    /**
     * After the last row: what lies behind it, and segments without any row.
     *
     * @param last the snapshot's last segment; the intake beside the check begins others
     */
    void end(int last) throws IOException {
        tail();
        for (List<Segment> page = until(last); !page.isEmpty(); page = until(last)) {
            for (Segment rest : page) {
                begin(rest);
                tail();
            }
        }
    }

    private List<Segment> until(int last) {
        return segments.after(segment, PAGE).stream()
                .filter(s -> s.number() <= last)
                .toList();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
