package org.trapline.evidence.packets;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The folder of finished packets, and of those in the making. */
@ApplicationScoped
class PacketStore {

    private final Path directory;

    PacketStore(PacketConfig config) {
        this.directory = config.directory();
    }

    /** Where the finished file is, or will be. */
    Path file(UUID packet) {
        return directory.resolve(packet + ".zip");
    }

    /** Removes the finished file, if there is one. */
    void delete(UUID packet) throws IOException {
        Files.deleteIfExists(file(packet));
    }

    /** The packets whose finished file is here. */
    List<UUID> files() throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f-]{36}[.]zip"))
                    .map(name -> UUID.fromString(name.substring(0, 36)))
                    .toList();
        }
    }

    /** An empty folder to write a packet in; what an interrupted try left is gone. */
    Draft draft(UUID packet) throws IOException {
        Draft draft = new Draft(directory.resolve(packet + ".draft"));
        draft.close();
        Files.createDirectories(draft.folder.resolve("bag"));
        return draft;
    }

    /** A packet in the making; closing it throws away what was not kept. */
    final class Draft implements AutoCloseable {

        private final Path folder;

        private Draft(Path folder) {
            this.folder = folder;
        }

        Path bag() {
            return folder.resolve("bag");
        }

        Path zip() {
            return folder.resolve("packet.zip");
        }

        /** Puts the zip in its place in one step. */
        void keep(UUID packet) throws IOException {
            Files.move(zip(), file(packet), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
                entry.force(true);
            }
        }

        @Override
        public void close() {
            if (!Files.exists(folder)) {
                return;
            }
            try (Stream<Path> below = Files.walk(folder)) {
                for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("A packet's draft was not removed", e);
            }
        }
    }
}
