package org.trapline.evidence.scenarios;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Uploads that are there to do harm. Each is small to send; a mark makes the messages in it new. */
public final class HostileUploads {

    private static final String ZIP = "application/zip";

    private HostileUploads() {}

    /** Members of nothing but zeros, 250 MB and more of them. */
    public static byte[] bomb(String type, int member) throws IOException {
        return Archives.zeros(type, 250_000_000 / member + 1, member);
    }

    public static byte[] crowd(int members) throws IOException {
        return Archives.zeros(ZIP, members, 1);
    }

    /** What is unpacked is one message: the inner archive is never looked into. */
    public static byte[] nested() throws IOException {
        byte[] inner = Archives.zeros(ZIP, 20, 1_000_000);
        for (int depth = 0; depth < 5; depth++) {
            inner = Archives.ofBytes(ZIP, Map.of("inner.zip", inner));
        }
        return inner;
    }

    public static byte[] hugeName() throws IOException {
        return Archives.longHeader('L', 1_200_000);
    }

    /** Four messages whose names lead out, and a link, a hard link, a device and a pipe. */
    public static byte[] pathTricks(String mark) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            add(tar, new TarArchiveEntry("../../escaped", true), "Subject: up " + mark + "\n\n");
            add(tar, new TarArchiveEntry("/etc/escaped", true), "Subject: root " + mark + "\n\n");
            add(tar, new TarArchiveEntry("same"), "Subject: one " + mark + "\n\n");
            add(tar, new TarArchiveEntry("same"), "Subject: two " + mark + "\n\n");
            for (byte type :
                    new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO
                    }) {
                TarArchiveEntry entry = new TarArchiveEntry("escaped", type);
                entry.setLinkName("/etc/passwd");
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry, String content) throws IOException {
        byte[] bytes = content.getBytes(ISO_8859_1);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /** A gzipped tar with one whole message, that is cut in the next. */
    public static byte[] thatStops(String mark) throws IOException {
        byte[] noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("a", ("Subject: whole " + mark + "\n\nx\n").getBytes(ISO_8859_1));
        members.put("b", noise);
        byte[] gzip = Archives.ofBytes("application/gzip", members);
        return Arrays.copyOf(gzip, gzip.length / 2);
    }

    public static byte[] nestedParts(int depth, String mark) {
        StringBuilder message = new StringBuilder("Subject: deep " + mark + "\n");
        for (int i = 0; i < depth; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        return message.append("\nx\n").toString().getBytes(ISO_8859_1);
    }

    public static byte[] siblingParts(int parts, String mark) {
        return ("Subject: wide " + mark + "\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(parts)
                        + "--b--\n")
                .getBytes(ISO_8859_1);
    }
}
