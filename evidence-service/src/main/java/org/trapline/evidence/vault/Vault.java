package org.trapline.evidence.vault;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.trapline.verifier.TreeHash;

/**
 * The directory store of raw evidence: WARC 1.1 segments (ISO 28500), one uncompressed {@code resource} record per exhibit.
 *
 * <p>One process writes, under a lock file. Bytes are durable when {@link #append} returns. What lies after the last
 * location that has a row is left over from a crash: it is set aside under {@code orphans/} when the vault opens.
 */
public final class Vault implements Closeable {

    private static final Pattern SEGMENT = Pattern.compile("segment-(\\d{6})\\.warc");

    private final Path directory;
    private final long segmentSize;
    private final FileChannel lockFile;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private int segment;
    private FileChannel channel;

    private Vault(Path directory, long segmentSize, FileChannel lockFile, Extent committed, List<Path> orphans)
            throws IOException {
        this.directory = directory;
        this.segmentSize = segmentSize;
        this.lockFile = lockFile;
        orphans.addAll(setTailAside(committed));
        this.segment = Math.max(committed.segment(), 1);
        this.channel = openSegment(segment);
    }

    /**
     * Opens the vault for writing.
     *
     * @param committed where the rows say that the evidence ends
     * @param orphans receives the files that were set aside
     * @throws IOException when the directory cannot be written, another process has it, or it ends before the rows do
     */
    public static Vault open(Path directory, long segmentSize, Extent committed, List<Path> orphans)
            throws IOException {
        Files.createDirectories(directory);
        FileChannel lockFile =
                FileChannel.open(directory.resolve("writer.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = lockFile.tryLock();
            if (lock == null) {
                throw new IOException("Another process writes to the vault in " + directory);
            }
            return new Vault(directory, segmentSize, lockFile, committed, orphans);
        } catch (OverlappingFileLockException e) {
            lockFile.close();
            throw new IOException("This process already writes to the vault in " + directory, e);
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    /** Appends all entries in order to one segment and forces them to the disk once. */
    public synchronized List<Location> append(List<VaultEntry> entries) throws IOException {
        if (channel.position() >= segmentSize) {
            // Opened first: when the disk is full the old segment stays the one to be tried again.
            FileChannel next = openSegment(segment + 1);
            channel.close();
            segment++;
            channel = next;
        }
        long start = channel.position();
        try {
            List<Location> locations = new ArrayList<>(entries.size());
            long at = start;
            buffer.clear();
            for (VaultEntry entry : entries) {
                byte[] head = WarcRecord.head(entry);
                put(head);
                put(entry.raw());
                put(WarcRecord.END);
                long length = (long) head.length + entry.raw().length + WarcRecord.END.length;
                locations.add(new Location(segment, at, length));
                at += length;
            }
            flush();
            channel.force(false);
            return locations;
        } catch (IOException | RuntimeException e) {
            // Half a record would hide all that follows it from any WARC reader.
            channel.truncate(start);
            channel.position(start);
            throw e;
        }
    }

    /**
     * The exact bytes at a location.
     *
     * @throws VaultAnomaly when they are not there or their hash is not the given one
     */
    public byte[] read(Location location, long size, byte[] sha256) {
        if (size > Integer.MAX_VALUE - 16 || size + WarcRecord.END.length > location.length()) {
            throw new VaultAnomaly("the record is shorter than the exhibit");
        }
        ByteBuffer raw = ByteBuffer.allocate((int) size);
        long from = location.offset() + location.length() - WarcRecord.END.length - size;
        try (FileChannel reader = FileChannel.open(segmentFile(location.segment()), StandardOpenOption.READ)) {
            while (raw.hasRemaining()) {
                if (reader.read(raw, from + raw.position()) < 0) {
                    throw new VaultAnomaly("the segment ends before the exhibit does");
                }
            }
        } catch (java.nio.file.NoSuchFileException e) {
            throw new VaultAnomaly("the segment is missing");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!MessageDigest.isEqual(TreeHash.sha256().digest(raw.array()), sha256)) {
            throw new VaultAnomaly("the bytes have another SHA-256 than when they were received");
        }
        return raw.array();
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
        lockFile.close();
    }

    private void put(byte[] bytes) throws IOException {
        int at = 0;
        while (at < bytes.length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int length = Math.min(buffer.remaining(), bytes.length - at);
            buffer.put(bytes, at, length);
            at += length;
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    private FileChannel openSegment(int number) throws IOException {
        Path file = segmentFile(number);
        boolean isNew = !Files.exists(file) || Files.size(file) < WarcRecord.INFO_LENGTH;
        FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isNew) {
            opened.write(ByteBuffer.wrap(
                    WarcRecord.info(UUID.randomUUID(), file.getFileName().toString(), Instant.now())));
            opened.force(true);
            forceDirectory(directory);
        }
        opened.position(opened.size());
        return opened;
    }

    private List<Path> setTailAside(Extent committed) throws IOException {
        List<Path> aside = new ArrayList<>();
        List<Path> segments;
        try (Stream<Path> files = Files.list(directory)) {
            segments = files.filter(
                            f -> SEGMENT.matcher(f.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
        Path orphans = directory.resolve("orphans");
        for (Path file : segments) {
            Matcher name = SEGMENT.matcher(file.getFileName().toString());
            name.matches();
            int number = Integer.parseInt(name.group(1));
            if (number > committed.segment() && Files.size(file) == WarcRecord.INFO_LENGTH) {
                // Nothing but its own description was ever written.
                Files.delete(file);
            } else if (number > committed.segment()) {
                Files.createDirectories(orphans);
                aside.add(Files.move(file, orphans.resolve(name.group(1) + "-whole-" + UUID.randomUUID() + ".warc")));
            } else if (number == committed.segment() && Files.size(file) > committed.end()) {
                Files.createDirectories(orphans);
                aside.add(cut(
                        file,
                        committed.end(),
                        orphans.resolve(name.group(1) + "-" + committed.end() + "-" + UUID.randomUUID() + ".warc")));
            }
        }
        Path last = segmentFile(committed.segment());
        if (committed.segment() > 0 && (!Files.exists(last) || Files.size(last) < committed.end())) {
            throw new IOException("The vault in " + directory + " ends before its rows do: " + last.getFileName()
                    + " should reach " + committed.end());
        }
        if (!aside.isEmpty()) {
            forceDirectory(directory);
        }
        return aside;
    }

    private static Path cut(Path file, long end, Path aside) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long at = end;
            while (at < from.size()) {
                at += from.transferTo(at, from.size() - at, to);
            }
            to.force(true);
            forceDirectory(aside.getParent());
            from.truncate(end);
            from.force(true);
        }
        return aside;
    }

    private static void forceDirectory(Path directory) throws IOException {
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    private Path segmentFile(int number) {
        return directory.resolve(String.format("segment-%06d.warc", number));
    }
}
