package org.trapline.evidence.scenarios;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
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
        for (int i = 0; i < members; i++) {
            bytes.put("m" + i, new byte[size]);
        }
        return ofBytes(type, bytes);
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
