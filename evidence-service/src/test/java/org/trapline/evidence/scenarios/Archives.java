package org.trapline.evidence.scenarios;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Archives made in memory. */
public final class Archives {

    private Archives() {}

    /** An archive of the media type with these members. */
    public static byte[] of(String type, Map<String, String> members) throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        members.forEach((name, content) -> bytes.put(name, content.getBytes(StandardCharsets.UTF_8)));
        return ofBytes(type, bytes);
    }

    public static byte[] ofBytes(String type, Map<String, byte[]> members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (type) {
            case "application/zip" -> zip(out, members);
            case "application/x-tar" -> tar(out, members);
            case "application/gzip" -> {
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    tar(gzip, members);
                }
            }
            default -> throw new IllegalArgumentException(type);
        }
        return out.toByteArray();
    }

    /** An archive of members that are nothing but zeros. */
    public static byte[] zeros(String type, int members, int size) throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        byte[] zeros = new byte[size];
        for (int i = 0; i < members; i++) {
            bytes.put("m" + i, zeros);
        }
        return ofBytes(type, bytes);
    }

    /** A gzipped tar whose one header of the type (GNU long name or link, pax) claims and has so many bytes. */
    public static byte[] longHeader(char type, int size) throws IOException {
        byte[] header = new byte[512];
        TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", (byte) type);
        entry.setSize(size);
        entry.writeEntryHeader(header);
        byte[] tar = new byte[header.length + size];
        // One pax record that is as long as it can be; for a long name any bytes will do.
        byte[] content = (size + " comment=" + "a".repeat(size)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, tar, 0, header.length);
        System.arraycopy(content, 0, tar, header.length, size);
        return gzip(tar);
    }

    public static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    /** A zip as a streaming writer makes it that does not compress: size and checksum only after the bytes. */
    public static byte[] storedWithoutSize(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ByteBuffer zip = ByteBuffer.allocate(200 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50).putShort((short) 20).putShort((short) 8).putShort((short) 0);
        zip.putInt(0).putInt(0).putInt(0).putInt(0).putShort((short) 1).putShort((short) 0);
        zip.put((byte) 'm').put(bytes);
        zip.putInt(0x08074b50).putInt((int) crc.getValue()).putInt(bytes.length).putInt(bytes.length);
        zip.putInt(0x06054b50).put(new byte[18]);
        return Arrays.copyOf(zip.array(), zip.position());
    }

    private static void zip(OutputStream out, Map<String, byte[]> members) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
            }
        }
    }

    private static void tar(OutputStream out, Map<String, byte[]> members) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
                entry.setSize(member.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(member.getValue());
                tar.closeArchiveEntry();
            }
        }
    }
}
