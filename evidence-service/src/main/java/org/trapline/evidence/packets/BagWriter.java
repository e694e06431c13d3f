package org.trapline.evidence.packets;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.trapline.verifier.TreeHash;
import org.trapline.verifier.packet.Bag;
import org.trapline.verifier.packet.PacketZip;

/** Fills a folder as a BagIt bag (RFC 8493), hashing what passes, and closes it into one signed zip. */
final class BagWriter {

    private final Path folder;
    private final Map<String, Digested> written = new HashMap<>();

    BagWriter(Path folder) {
        this.folder = folder;
    }

    /** A new file of the bag; it counts once the stream is closed. */
    OutputStream open(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        MessageDigest sha256 = TreeHash.sha256();
        CRC32 crc = new CRC32();
        OutputStream out = new CheckedOutputStream(
                new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16),
                        sha256),
                crc);
        return new FilterOutputStream(out) {
            private long size;

            @Override
            public void write(int b) throws IOException {
                out.write(b);
                size++;
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                size += length;
            }

            @Override
            public void close() throws IOException {
                super.close();
                written.putIfAbsent(name, new Digested(size, crc.getValue(), sha256.digest()));
            }
        };
    }

    void write(String name, byte[] content) throws IOException {
        try (OutputStream out = open(name)) {
            out.write(content);
        }
    }

    void write(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of a file that was written. */
    byte[] sha256(String name) {
        return written.get(name).sha256();
    }

    /**
     * Writes what makes the folder a bag and packs it.
     *
     * @param info lines of bag-info.txt, without the Payload-Oxum
     * @param signer signs the tag manifest
     * @param file the zip to be made; durable on return
     * @param name of the folder in the zip
     * @return size and hash of the zip
     */
    Sealed seal(String info, UnaryOperator<byte[]> signer, Path file, String name) throws IOException {
        SortedMap<String, byte[]> payload = digests(true);
        long bytes =
                payload.keySet().stream().mapToLong(n -> written.get(n).size()).sum();
        write(Bag.DECLARATION, Bag.DECLARATION_TEXT);
        write(Bag.INFO, info + "Payload-Oxum: " + bytes + "." + payload.size() + "\n");
        write(Bag.MANIFEST, Bag.manifest(payload));
        String tags = Bag.manifest(digests(false));
        write(Bag.TAG_MANIFEST, tags);
        write(Bag.SIGNATURE, signer.apply(tags.getBytes(StandardCharsets.UTF_8)));
        List<PacketZip.Entry> entries = new ArrayList<>();
        new TreeMap<>(written).forEach((n, d) -> entries.add(new PacketZip.Entry(name + "/" + n, d.size(), d.crc())));
        MessageDigest sha256 = TreeHash.sha256();
        try (OutputStream out = new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16),
                sha256)) {
            PacketZip.write(out, entries, entry -> content(entry.substring(name.length() + 1)));
        }
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        return new Sealed(Files.size(file), sha256.digest());
    }

    private InputStream content(String name) throws IOException {
        return new BufferedInputStream(Files.newInputStream(folder.resolve(name)), 1 << 16);
    }

    private SortedMap<String, byte[]> digests(boolean payload) {
        SortedMap<String, byte[]> digests = new TreeMap<>();
        written.forEach((name, digested) -> {
            if (name.startsWith(Bag.PAYLOAD) == payload) {
                digests.put(name, digested.sha256());
            }
        });
        return digests;
    }

    /** A file as it was written. */
    private record Digested(long size, long crc, byte[] sha256) {}

    /**
     * The finished zip.
     *
     * @param size bytes
     * @param sha256 of the bytes
     */
    record Sealed(long size, byte[] sha256) {}
}
