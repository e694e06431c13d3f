package org.trapline.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A server unpacked once, under {@code <dists>/<name>-<version>}; either whole or absent. */
final class Distribution {

    /** Work on the unpacked files before anybody sees them. */
    interface Preparation {
        void prepare(Path unpacked);
    }

    private Distribution() {}

    static Path unpacked(Path dists, String name, Preparation preparation, Consumer<String> progress) {
        Path target = dists.resolve(name + "-" + Artifacts.version(name));
        if (Files.isDirectory(target)) {
            return target;
        }
        try (FileLock lock = FileLock.acquire(dists.resolve(name + ".lock"), progress)) {
            if (Files.isDirectory(target)) {
                return target;
            }
            progress.accept(name + ": unpacking " + Artifacts.version(name));
            deleteRemains(dists, name + "-unpacking-");
            Path temporary = Files.createTempDirectory(dists, name + "-unpacking-");
            unpack(Artifacts.archive(name), temporary);
            preparation.prepare(temporary);
            Files.move(temporary, target);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a killed unpacking left; the caller's lock says that none is under way. */
    static void deleteRemains(Path folder, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(
                            path -> path.getFileName().toString().startsWith(prefix))
                    .toList()) {
                deleteTree(entry);
            }
        }
    }

    static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void unpack(Path archive, Path target) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive))) {
            if (archive.toString().endsWith(".tar.gz")) {
                // The archive has one top folder, which our own takes the place of.
                untar(new GZIPInputStream(file, 1 << 16), target, 1);
                return;
            }
            ZipInputStream zip = new ZipInputStream(file);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".txz")) {
                    untar(new XZInputStream(zip), target, 0);
                    return;
                }
            }
            throw new IOException("no .txz in " + archive);
        }
    }

    static void unzip(Path archive, Path target) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && path.startsWith(target)) {
                    Files.createDirectories(path.getParent());
                    Files.copy(zip, path, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void untar(InputStream in, Path target, int strip) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path name = Path.of(entry.getName()).normalize();
            if (name.getNameCount() <= strip || name.toString().isEmpty()) {
                continue;
            }
            Path path = target.resolve(name.subpath(strip, name.getNameCount())).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("entry outside of its archive: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, path);
                Files.setPosixFilePermissions(path, permissions(entry.getMode()));
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = new HashSet<>(Set.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ));
        if ((mode & 0100) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }
}
