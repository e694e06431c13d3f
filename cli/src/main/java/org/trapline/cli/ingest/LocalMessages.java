package org.trapline.cli.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * The messages of a local archive or mbox, held in order against the receipts that were given for it. A member of an
 * archive is one message, unless it is an mbox, a link, empty, or a file that a mail program keeps for itself, as the
 * intake sees it too. An mbox must be what its receipts say from the first byte to the last: separator lines, messages of
 * the size and hash of their receipts, and an empty line after each.
 */
final class LocalMessages {

    /** What the intake passes over. */
    private static final Pattern NO_MESSAGE = Pattern.compile(
            "(.*/)?(tmp/[^/]*|dovecot[^/]*|maildirfolder|maildirsize|courier[^/]*|\\.DS_Store)|__MACOSX/.*");

    private final Iterator<Tally.Receipt> receipts;
    private int identical;

    /**
     * @param identical how many messages are what their receipts say, counted from the first
     * @param difference what the next one is instead; empty when all are identical
     */
    record Comparison(int identical, String difference) {}

    private LocalMessages(List<Tally.Receipt> receipts) {
        this.receipts = receipts.iterator();
    }

    /** @param receipts of this file, in the order in which they came */
    static Comparison compare(MailFile file, List<Tally.Receipt> receipts) {
        LocalMessages messages = new LocalMessages(receipts);
        String difference;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16)) {
            difference = messages.difference(file.form(), in);
        } catch (IOException e) {
            difference = "the file cannot be read again: " + e.getMessage();
        }
        return new Comparison(messages.identical, difference.isEmpty() ? "" : file.path() + ": " + difference);
    }

    private String difference(MailFile.Form form, InputStream in) throws IOException {
        String difference =
                switch (form) {
                    case MBOX -> mbox(in);
                    case ZIP -> archive(new ZipArchiveInputStream(in, "UTF-8", true, true));
                    case TAR -> archive(new TarArchiveInputStream(in));
                    case GZIP -> archive(new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16)));
                    case MESSAGE -> throw new IllegalArgumentException("a message is no archive");
                };
        return difference.isEmpty() && receipts.hasNext() ? "it has fewer messages than receipts" : difference;
    }

    private String archive(ArchiveInputStream<? extends ArchiveEntry> archive) throws IOException {
        for (ArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            if (!isFile(entry) || NO_MESSAGE.matcher(entry.getName()).matches()) {
                continue;
            }
            MboxLines member = new MboxLines(archive);
            String difference = "";
            if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".mbox") && member.startsWithFrom()) {
                difference = mbox(member);
            } else if (!member.ended()) {
                difference = message(member, Long.MAX_VALUE);
            }
            if (!difference.isEmpty()) {
                return "member " + entry.getName() + ": " + difference;
            }
        }
        return "";
    }

    private static boolean isFile(ArchiveEntry entry) {
        return entry instanceof TarArchiveEntry tar
                ? tar.isFile() && !tar.isSymbolicLink() && !tar.isLink()
                : entry instanceof ZipArchiveEntry zip && !zip.isDirectory() && !zip.isUnixSymlink();
    }

    private String mbox(InputStream in) throws IOException {
        MboxLines lines = new MboxLines(in);
        lines.skipEmptyLines();
        return mbox(lines);
    }

    private String mbox(MboxLines lines) throws IOException {
        while (lines.startsWithFrom()) {
            lines.skipLine();
            // Two separators with nothing between them have no message.
            if (!lines.closesEntry()) {
                String difference = message(lines, -1);
                if (!difference.isEmpty()) {
                    return difference;
                }
                if (!lines.closesEntry()) {
                    return "message " + identical + " goes on after what its receipt is for";
                }
            }
        }
        return lines.ended() ? "" : "it does not begin with a separator line";
    }

    /** @param longest bytes to read for the message; -1 for as many as its receipt says */
    private String message(InputStream in, long longest) throws IOException {
        if (!receipts.hasNext()) {
            return "there is no receipt for message " + (identical + 1);
        }
        Tally.Receipt receipt = receipts.next();
        String sha256 = Sha256.of(in, longest < 0 ? receipt.size() : longest);
        if (!sha256.equals(receipt.sha256())) {
            return "message " + (identical + 1) + " is " + sha256 + ", its receipt is for " + receipt.sha256();
        }
        identical++;
        return "";
    }
}
