package org.trapline.verifier.packet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The one form of a packet's file. Entries are stored, in the order given, with one time for all, so that the same content
 * always is the same file, and a byte that was changed anywhere in it, in its directory too, can be told.
 */
public final class PacketZip {

    /** No earlier one: older times are stored with the zone of whoever writes them. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private PacketZip() {}

    /** Writes the file and leaves the stream open. */
    public static void write(OutputStream out, List<Entry> entries, Content content) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Entry entry : entries) {
            ZipEntry stored = new ZipEntry(entry.name());
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(entry.size());
            stored.setCompressedSize(entry.size());
            stored.setCrc(entry.crc());
            stored.setTimeLocal(TIME);
            zip.putNextEntry(stored);
            try (InputStream in = content.open(entry.name())) {
                in.transferTo(zip);
            }
            zip.closeEntry();
        }
        zip.finish();
    }

    /**
     * @param name with {@code /} between folders
     * @param size bytes
     * @param crc CRC-32 of the bytes
     */
    public record Entry(String name, long size, long crc) {}

    /** Gives an entry's bytes. */
    public interface Content {
        InputStream open(String name) throws IOException;
    }
}
