package org.trapline.evidence.vault;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory store: a segment is a file. One process writes, under a lock file. What lies after the last location that
 * has a row is left over from a crash: it is set aside under {@code orphans/} when the vault opens.
 */
final class DirectoryVault implements Vault {

    private static final Pattern INFO =
            Pattern.compile("WARC-Record-ID: <urn:uuid:([0-9a-f-]{36})>\r\nWARC-Date: (\\S+)\r\n");
    private static final String LOCK = "writer.lock";
    private static final byte[] END = WarcRecord.end();

    private final Path directory;
    private final SegmentFiles files;
    private final long segmentSize;
    private final Segments segments;
    private final FileChannel lockFile;
    private int segment;
    private SegmentWriter writer;

    private DirectoryVault(
            Path directory,
            long segmentSize,
            Segments segments,
            FileChannel lockFile,
            Extent committed,
            List<Path> orphans)
            throws IOException {
        this.directory = directory;
        this.files = new SegmentFiles(directory);
        this.segmentSize = segmentSize;
        this.segments = segments;
        this.lockFile = lockFile;
        orphans.addAll(new UncommittedTail(files, segments).setAside(committed));
        this.segment = Math.max(committed.segment(), 1);
        this.writer = openSegment(segment, true);
        adoptOlderSegments();
        for (Segments.Grave grave : segments.unfinished()) {
            dispose(grave.location(), grave.tombstone());
        }
    }

    /**
     * Opens the vault for writing.
     *
     * @param committed where the rows say that the evidence ends; asked under the lock, so that no other writer moves it
     * @param orphans receives the files that were set aside
     * @throws IOException when the directory cannot be written, another process has it, or it ends before the rows do
     */
    static DirectoryVault open(
            Path directory, long segmentSize, Segments segments, Supplier<Extent> committed, List<Path> orphans)
            throws IOException {
        Files.createDirectories(directory);
        FileChannel lockFile =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = lockFile.tryLock();
            if (lock == null) {
                throw new IOException("Another process writes to the vault in " + directory);
            }
            return new DirectoryVault(directory, segmentSize, segments, lockFile, committed.get(), orphans);
        } catch (OverlappingFileLockException e) {
            lockFile.close();
            throw new IOException("This process already writes to the vault in " + directory, e);
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    /** Appends all entries to one segment and forces them to the disk once. */
    @Override
    public synchronized List<Location> append(List<VaultEntry> entries) throws IOException {
        if (writer.end() >= segmentSize) {
            // Opened first: when the disk is full the old segment stays the one to be tried again.
            SegmentWriter next = openSegment(segment + 1, writer.isDirect());
            writer.close();
            segment++;
            writer = next;
        }
        List<Location> locations = new ArrayList<>(entries.size());
        List<byte[]> pieces = new ArrayList<>(3 * entries.size());
        long at = writer.end();
        for (VaultEntry entry : entries) {
            byte[] head = WarcRecord.head(entry);
            pieces.add(head);
            pieces.add(entry.raw());
            pieces.add(END);
            long length = (long) head.length + entry.raw().length + END.length;
            locations.add(new Location(segment, at, length));
            at += length;
        }
        writer.append(pieces);
        return locations;
    }

    /** A crash before the disk knows of it leaves what it would have left without: {@link UncommittedTail} sets it aside. */
    @Override
    public synchronized boolean takeBack(List<Location> appended) throws IOException {
        Location first = appended.get(0);
        Location last = appended.get(appended.size() - 1);
        if (first.segment() != segment || last.offset() + last.length() != writer.end()) {
            return false;
        }
        writer.truncate(first.offset());
        return true;
    }

    @Override
    public byte[] read(Location location, long size, byte[] sha256) {
        long from = VerifiedBytes.start(location, size);
        ByteBuffer raw = ByteBuffer.allocate((int) size);
        try (FileChannel reader = FileChannel.open(files.file(location.segment()), StandardOpenOption.READ)) {
            if (!fill(raw, reader, from)) {
                throw new VaultAnomaly("the segment ends before the exhibit does");
            }
        } catch (NoSuchFileException e) {
            throw new VaultAnomaly("the segment is missing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return VerifiedBytes.check(raw.array(), sha256);
    }

    /** Reads until the buffer is full; false when the file ends before. */
    static boolean fill(ByteBuffer bytes, FileChannel reader, long from) throws IOException {
        while (bytes.hasRemaining()) {
            if (reader.read(bytes, from + bytes.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Written in place, so that the disk's own blocks are overwritten too; the row noted before lets a crash be mended. */
    @Override
    public void dispose(Location location, Tombstone tombstone) throws IOException {
        try (FileChannel file =
                FileChannel.open(files.file(location.segment()), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer there = ByteBuffer.allocate(Math.toIntExact(location.length()));
            if (!fill(there, file, location.offset())) {
                throw new IOException("The segment ends before the record at " + location);
            }
            VerifiedBytes.requireRecordOf(there.array(), tombstone.exhibit());
            Tombstone first = segments.entomb(location, tombstone);
            overwrite(file, location.offset(), WarcRecord.tombstone(first, location.length()));
            file.force(false);
        }
        segments.entombed(tombstone.exhibit());
    }

    /** Never beside an append, which writes the block of the segment's end once more as it found it. */
    private synchronized void overwrite(FileChannel file, long offset, byte[] bytes) throws IOException {
        ByteBuffer wanted = ByteBuffer.wrap(bytes);
        while (wanted.hasRemaining()) {
            file.write(wanted, offset + wanted.position());
        }
    }

    /** Files that grow need no care. */
    @Override
    public void tidy() {}

    @Override
    public List<StoredObject> objects() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<StoredObject> objects = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (!file.endsWith(LOCK)) {
                    objects.add(new StoredObject(directory.relativize(file).toString(), Files.size(file)));
                }
            }
            return objects;
        }
    }

    @Override
    public InputStream open(String object, long from) throws IOException {
        try {
            FileChannel file = FileChannel.open(directory.resolve(object), StandardOpenOption.READ);
            return Channels.newInputStream(file.position(from));
        } catch (NoSuchFileException e) {
            throw new FileNotFoundException(object);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
        lockFile.close();
    }

    private SegmentWriter openSegment(int number, boolean direct) throws IOException {
        Path file = files.file(number);
        boolean isNew = !Files.exists(file) || Files.size(file) < SegmentFiles.INFO_LENGTH;
        SegmentWriter opened = SegmentWriter.open(file, direct);
        try {
            if (isNew) {
                Segment begun = new Segment(
                        number,
                        UUID.randomUUID(),
                        SegmentFiles.name(number),
                        0,
                        null,
                        null,
                        Instant.now().truncatedTo(SECONDS));
                opened.truncate(0);
                opened.append(List.of(WarcRecord.info(begun.id(), begun.object(), begun.createdAt())));
                SegmentFiles.force(directory);
                segments.remove(number);
                segments.add(begun);
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Segments from before there were rows of them, or whose row a crash prevented: what they say of themselves is noted. */
    private void adoptOlderSegments() throws IOException {
        for (int number = 1; number <= segment; number++) {
            if (segments.find(number).isEmpty() && Files.exists(files.file(number))) {
                try (InputStream file = open(SegmentFiles.name(number), 0)) {
                    String info = new String(file.readNBytes(SegmentFiles.INFO_LENGTH), StandardCharsets.US_ASCII);
                    Matcher said = INFO.matcher(info);
                    if (!said.find()) {
                        throw new IOException(files.file(number) + " does not begin with a warcinfo record of ours");
                    }
                    segments.add(new Segment(
                            number,
                            UUID.fromString(said.group(1)),
                            SegmentFiles.name(number),
                            0,
                            null,
                            null,
                            Instant.parse(said.group(2))));
                }
            }
        }
    }
}
