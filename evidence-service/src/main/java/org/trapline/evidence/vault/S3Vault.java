package org.trapline.evidence.vault;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.trapline.messaging.StoreFailed;
import org.trapline.verifier.TreeHash;

/**
 * The S3 store: a batch is one immutable object and one segment, acknowledged after its PUT. Small objects are merged later:
 * the merged one is their concatenation, so that a segment only moves as a whole and no exhibit's row changes. An object
 * under a name of its own is never written twice; one that no segment names is left over from a crash.
 */
final class S3Vault implements Vault {

    private static final byte[] END = WarcRecord.end();

    private final Bucket bucket;
    private final Segments segments;
    private final long mergeUpTo;
    private final Path work;
    /** One move at a time; an intake goes on beside it. */
    private final Object moving = new Object();

    private int next;

    private S3Vault(Bucket bucket, Segments segments, long mergeUpTo, Path work) {
        this.bucket = bucket;
        this.segments = segments;
        this.mergeUpTo = mergeUpTo;
        this.work = work;
        this.next = segments.last().map(Segment::number).orElse(0) + 1;
    }

    /**
     * Opens the vault for writing.
     *
     * @param committed where the rows say that the evidence ends
     * @param work a folder of this vault alone for objects in the making; what a crash left in it is removed
     * @throws IOException when the bucket cannot be read, or ends before the rows do
     */
    static S3Vault open(Bucket bucket, Segments segments, long mergeUpTo, Extent committed, Path work)
            throws IOException {
        empty(work);
        if (committed.segment() > 0) {
            Segment last = segments.find(committed.segment())
                    .orElseThrow(() -> new IOException("The vault has no segment " + committed.segment()));
            if (bucket.size(last.object()).orElse(0) < last.base() + committed.end()) {
                throw new IOException("The vault ends before its rows do: " + last.object() + " should reach "
                        + (last.base() + committed.end()));
            }
        }
        S3Vault vault = new S3Vault(bucket, segments, mergeUpTo, work);
        for (Segments.Grave grave : segments.unfinished()) {
            vault.dispose(grave.location(), grave.tombstone());
        }
        return vault;
    }

    /** What was disposed of since then must not lie on in it. */
    private static void empty(Path work) throws IOException {
        Files.createDirectories(
                work, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Stream<Path> left = Files.list(work)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public synchronized List<Location> append(List<VaultEntry> entries) throws IOException {
        int number = next;
        UUID id = UUID.randomUUID();
        String object = String.format("segment-%09d-%s.warc", number, id);
        Instant now = Instant.now().truncatedTo(SECONDS);
        ByteArrayOutputStream content = new ByteArrayOutputStream(length(entries));
        content.writeBytes(WarcRecord.info(id, object, now));
        List<Location> locations = new ArrayList<>(entries.size());
        for (VaultEntry entry : entries) {
            int start = content.size();
            content.writeBytes(WarcRecord.head(entry));
            content.writeBytes(entry.raw());
            content.writeBytes(END);
            locations.add(new Location(number, start, content.size() - start));
        }
        byte[] bytes = content.toByteArray();
        bucket.put(object, bytes);
        try {
            // The row's key is what keeps a second writer out: it finds its number taken.
            segments.add(new Segment(
                    number,
                    id,
                    object,
                    0,
                    (long) bytes.length,
                    TreeHash.sha256().digest(bytes),
                    now));
        } catch (StoreFailed e) {
            next = segments.last().map(Segment::number).orElse(0) + 1;
            throw e;
        }
        next = number + 1;
        return locations;
    }

    /** An object that was written stays: a merge may be about to move it. {@code fsck} names it. */
    @Override
    public boolean takeBack(List<Location> appended) {
        return false;
    }

    private static int length(List<VaultEntry> entries) {
        return Math.toIntExact(
                512 + entries.stream().mapToLong(e -> e.raw().length + 640L).sum());
    }

    @Override
    public byte[] read(Location location, long size, byte[] sha256) {
        long from = VerifiedBytes.start(location, size);
        try {
            Segment segment = segment(location.segment());
            Optional<byte[]> raw = bucket.get(segment.object(), segment.base() + from, (int) size);
            if (raw.isEmpty()) {
                // A merge may have taken the object away between the two look-ups.
                segment = segment(location.segment());
                raw = bucket.get(segment.object(), segment.base() + from, (int) size);
            }
            byte[] bytes = raw.orElseThrow(() -> new VaultAnomaly("the object is missing"));
            if (bytes.length < size) {
                throw new VaultAnomaly("the object ends before the exhibit does");
            }
            return VerifiedBytes.check(bytes, sha256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Segment segment(int number) {
        return segments.find(number).orElseThrow(() -> new VaultAnomaly("the segment is missing"));
    }

    /** The whole object is written anew under another name; then its segments move there and the old one is removed. */
    @Override
    public void dispose(Location location, Tombstone tombstone) throws IOException {
        synchronized (moving) {
            disposeNow(location, tombstone);
        }
    }

    private void disposeNow(Location location, Tombstone tombstone) throws IOException {
        Segment segment = segment(location.segment());
        long at = segment.base() + location.offset();
        byte[] there = bucket.get(segment.object(), at, Math.toIntExact(location.length()))
                .orElseThrow(() -> new FileNotFoundException(segment.object()));
        VerifiedBytes.requireRecordOf(there, tombstone.exhibit());
        Tombstone first = segments.entomb(location, tombstone);
        byte[] wanted = WarcRecord.tombstone(first, location.length());
        if (!Arrays.equals(there, wanted)) {
            Path copy = Files.createTempFile(work, "vault", ".warc");
            try {
                try (InputStream old = open(segment.object(), 0);
                        OutputStream out = Files.newOutputStream(copy)) {
                    copy(old, at, out);
                    out.write(wanted);
                    old.skipNBytes(wanted.length);
                    old.transferTo(out);
                }
                moveInto(copy, segments.in(segment.object()), false);
            } finally {
                Files.delete(copy);
            }
            tidyLeftovers();
        }
        segments.entombed(tombstone.exhibit());
    }

    /** Merges runs of small objects, one after the other, and removes what crashes and merges left. */
    @Override
    public void tidy() throws IOException {
        synchronized (moving) {
            tidyLeftovers();
            List<Segment> run = Merging.next(segments, mergeUpTo);
            while (!run.isEmpty()) {
                merge(run);
                run = Merging.next(segments, mergeUpTo);
            }
        }
    }

    private void merge(List<Segment> run) throws IOException {
        Path merged = Files.createTempFile(work, "vault", ".warc");
        try {
            try (OutputStream out = Files.newOutputStream(merged)) {
                for (Segment segment : run) {
                    try (InputStream in = open(segment.object(), segment.base())) {
                        copy(in, size(segment), out);
                    }
                }
            }
            moveInto(merged, run, true);
        } finally {
            Files.delete(merged);
        }
        tidyLeftovers();
    }

    /**
     * Writes a file that holds segments one after the other, reads it back, and only then lets the rows point to it.
     *
     * @param unchanged whether each must be what it was when it was written
     */
    private void moveInto(Path content, List<Segment> from, boolean unchanged) throws IOException {
        String object = String.format("merged-%09d-%s.warc", from.get(0).number(), UUID.randomUUID());
        Instant now = Instant.now();
        segments.announce(object, now);
        bucket.put(object, content);
        List<Segment> to = new ArrayList<>(from.size());
        try (InputStream stored = open(object, 0);
                InputStream local = Files.newInputStream(content)) {
            long base = 0;
            for (Segment segment : from) {
                byte[] sha256 = digest(local, size(segment));
                if (!MessageDigest.isEqual(sha256, digest(stored, size(segment)))
                        || (unchanged && !MessageDigest.isEqual(sha256, segment.sha256()))) {
                    throw new IOException(
                            "segment " + segment.number() + " is not the same in " + object + ": it stays where it is");
                }
                to.add(segment.in(object, base).withSha256(sha256));
                base += size(segment);
            }
        }
        try {
            segments.move(from, to, now);
        } catch (StoreFailed e) {
            // Another process may have taken the name for a leftover before the object was there.
            segments.announce(object, now);
            throw e;
        }
    }

    private static long size(Segment segment) {
        return Objects.requireNonNull(segment.size(), "segments of a bucket are written at once");
    }

    private static byte[] digest(InputStream in, long size) throws IOException {
        MessageDigest digest = TreeHash.sha256();
        copy(in, size, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return digest.digest();
    }

    private static void copy(InputStream in, long size, OutputStream out) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = size;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("an object ends before its segments do");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private void tidyLeftovers() throws IOException {
        for (String object : segments.leftovers()) {
            segments.discard(object, bucket::remove);
        }
    }

    @Override
    public List<StoredObject> objects() throws IOException {
        return bucket.list();
    }

    @Override
    public InputStream open(String object, long from) throws IOException {
        return bucket.open(object, from);
    }

    @Override
    public void close() {
        bucket.close();
    }
}
