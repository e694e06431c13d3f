package org.trapline.verifier.packet;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A packet's files, whether it is a zip as it was handed over or a folder that one was unpacked into. */
abstract class PacketFiles implements Closeable {

    /** Opens a packet. */
    static PacketFiles open(Path packet) throws IOException {
        return Files.isDirectory(packet) ? new Folder(packet) : new Zip(packet);
    }

    /** Names of all files below the bag's folder. */
    abstract SortedSet<String> names();

    abstract InputStream read(String name) throws IOException;

    /**
     * What the manifests cannot see: whether there is anything in the packet beside its files' names and bytes.
     *
     * @throws PacketFault when there is
     */
    abstract String checkContainer() throws IOException;

    /** A small file as text. */
    String text(String name) throws IOException {
        try (InputStream in = read(name)) {
            byte[] bytes = in.readNBytes(MAX_TEXT + 1);
            if (bytes.length > MAX_TEXT) {
                throw new PacketFault(name + " is larger than " + MAX_TEXT + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static final int MAX_TEXT = 64 * 1024 * 1024;

    /** A zip: all entries lie in one folder, which is the bag. */
    private static final class Zip extends PacketFiles {

        private final Path file;
        private final ZipFile zip;
        private final String folder;
        private final SortedSet<String> names = new TreeSet<>();

        Zip(Path file) throws IOException {
            this.file = file;
            this.zip = new ZipFile(file.toFile());
            String first = zip.stream().findFirst().map(ZipEntry::getName).orElse("");
            this.folder = first.substring(0, first.indexOf('/') + 1);
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName();
                if (folder.isEmpty() || !name.startsWith(folder) || !names.add(name.substring(folder.length()))) {
                    zip.close();
                    throw new PacketFault("The zip holds " + name + " outside of its one folder, or twice");
                }
            }
        }

        @Override
        SortedSet<String> names() {
            return names;
        }

        @Override
        InputStream read(String name) throws IOException {
            ZipEntry entry = zip.getEntry(folder + name);
            if (entry == null) {
                throw new PacketFault(name + " is missing");
            }
            return zip.getInputStream(entry);
        }

        @Override
        String checkContainer() throws IOException {
            List<PacketZip.Entry> entries = new ArrayList<>();
            for (ZipEntry entry : Collections.list(zip.entries())) {
                entries.add(new PacketZip.Entry(entry.getName(), entry.getSize(), entry.getCrc()));
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                    Comparison comparison = new Comparison(in);
                    OutputStream out = new BufferedOutputStream(comparison, 1 << 16)) {
                PacketZip.write(out, entries, name -> zip.getInputStream(zip.getEntry(name)));
                out.flush();
                comparison.end();
            }
            return entries.size() + " entries in the form that packets have, nothing before, between or after them";
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /** Compares what is written with a stream; never keeps either. */
    private static final class Comparison extends OutputStream {

        private final InputStream expected;
        private long at;

        Comparison(InputStream expected) {
            this.expected = expected;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            byte[] there = expected.readNBytes(length);
            for (int i = 0; i < length; i++) {
                if (i >= there.length || there[i] != bytes[from + i]) {
                    throw new PacketFault("The zip differs at byte " + (at + i) + " from the form that packets have");
                }
            }
            at += length;
        }

        void end() throws IOException {
            if (expected.read() >= 0) {
                throw new PacketFault("The zip goes on after byte " + at);
            }
        }
    }

    /** An unpacked packet. */
    private static final class Folder extends PacketFiles {

        private final Map<String, Path> files = new HashMap<>();
        private final Set<String> others = new HashSet<>();

        Folder(Path folder) throws IOException {
            try (Stream<Path> below = Files.walk(folder)) {
                for (Path path : (Iterable<Path>) below::iterator) {
                    String name = folder.relativize(path).toString().replace('\\', '/');
                    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                        files.put(name, path);
                    } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                        others.add(name);
                    } else if (isEmpty(path)) {
                        others.add(name + "/");
                    }
                }
            }
        }

        private static boolean isEmpty(Path folder) throws IOException {
            try (Stream<Path> below = Files.list(folder)) {
                return below.findAny().isEmpty();
            }
        }

        @Override
        SortedSet<String> names() {
            return new TreeSet<>(files.keySet());
        }

        @Override
        InputStream read(String name) throws IOException {
            Path file = files.get(name);
            if (file == null) {
                throw new PacketFault(name + " is missing");
            }
            return Files.newInputStream(file);
        }

        @Override
        String checkContainer() {
            if (!others.isEmpty()) {
                throw new PacketFault("The folder holds links, empty folders or devices: " + others);
            }
            return files.size() + " plain files, no links, no empty folders";
        }

        @Override
        public void close() {
            // Nothing is held open between reads.
        }
    }
}
