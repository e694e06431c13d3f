package org.trapline.evidence.mail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a zip or tar as they stream by. A member is one message exactly as it is; one whose name ends in
 * {@code .mbox} is an mbox when it starts like one. Names are never used as paths, so they cannot lead anywhere.
 */
final class ArchiveReader implements MessageStream {

    /** Files that mail programs keep in a Maildir, mail not yet delivered, and what an archiver adds of its own. */
    private static final Pattern NO_MESSAGE = Pattern.compile(
            "(.*/)?(tmp/[^/]*|dovecot[^/]*|maildirfolder|maildirsize|courier[^/]*|\\.DS_Store)|__MACOSX/.*");

    private static final long UNCOUNTED_EXPANSION = 100L * 1024 * 1024;

    /** Of a tar member's header with its long names and attributes, which its reader holds in memory. */
    private static final int HEADER = 1024 * 1024;

    private final ArchiveInputStream<? extends ArchiveEntry> archive;
    private final TailStream compressed;
    private final UploadLimits limits;
    private final String kind;
    private final byte[] endMark;
    private final PushbackInputStream member;
    private @Nullable MboxReader mbox;
    private long expanded;
    private int entries;
    private int skipped;

    private ArchiveReader(
            String kind,
            ArchiveInputStream<? extends ArchiveEntry> archive,
            TailStream compressed,
            byte[] endMark,
            UploadLimits limits) {
        this.kind = kind;
        this.archive = archive;
        this.compressed = compressed;
        this.endMark = endMark;
        this.limits = limits;
        this.member = new PushbackInputStream(new Counted(), 5);
    }

    static ArchiveReader zip(InputStream body, UploadLimits limits) {
        // A zip ends with its directory's end record, which a comment of up to 64 kB may follow.
        TailStream tail = new TailStream(body, 22 + 65_535);
        return new ArchiveReader(
                "zip",
                // A stored member whose size follows it would be held in memory whole to find its end.
                new ZipArchiveInputStream(tail, "UTF-8", true, false),
                tail,
                new byte[] {'P', 'K', 5, 6},
                limits);
    }

    static ArchiveReader tar(InputStream body, UploadLimits limits) {
        TailStream tail = new TailStream(body, 512);
        return new ArchiveReader("tar", new TarArchiveInputStream(tail), tail, new byte[512], limits);
    }

    static ArchiveReader tarGz(InputStream body, UploadLimits limits) throws IOException {
        try {
            TailStream tail = new TailStream(body, 512);
            TailStream unpacked = new TailStream(new GZIPInputStream(tail, 16 * 1024), 512);
            unpacked.countFrom(tail, limits.expansion());
            return new ArchiveReader("tar", new TarArchiveInputStream(unpacked), unpacked, new byte[512], limits);
        } catch (ZipException | EOFException e) {
            throw new MalformedUpload("not-a-gzip", "The body is not gzip");
        }
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        try {
            while (true) {
                if (mbox != null) {
                    byte[] message = mbox.next();
                    if (message != null) {
                        return message;
                    }
                    mbox = null;
                }
                ArchiveEntry entry = nextEntry();
                if (entry == null) {
                    finish();
                    return null;
                }
                if (++entries > limits.entries()) {
                    throw new MalformedUpload(
                            "too-many-entries", "The archive has more than " + limits.entries() + " members");
                }
                byte[] message = isFile(entry) ? read(entry) : skip(entry);
                if (message != null) {
                    return message;
                }
            }
        } catch (MalformedUpload e) {
            throw e;
        } catch (EOFException e) {
            throw truncated();
        } catch (IOException | IllegalArgumentException e) {
            if (compressed.failed()) {
                throw e;
            }
            throw compressed.ended() && isTruncation(e)
                    ? truncated()
                    : new MalformedUpload("broken-" + kind, "The " + kind + " is broken: " + e.getMessage());
        }
    }

    /** A zip's header is bounded by its format; a tar's is not, and what comes before it has been read. */
    private @Nullable ArchiveEntry nextEntry() throws IOException {
        if (archive instanceof TarArchiveInputStream) {
            compressed.allow(HEADER);
        }
        ArchiveEntry entry = archive.getNextEntry();
        compressed.allow(Long.MAX_VALUE);
        return entry;
    }

    /** Reads over a member, so that its bytes are counted too. */
    private byte @Nullable [] skip(ArchiveEntry entry) throws IOException {
        if (isReadable(entry)) {
            member.transferTo(OutputStream.nullOutputStream());
        }
        return null;
    }

    private byte @Nullable [] read(ArchiveEntry entry) throws IOException {
        if (!isReadable(entry)) {
            throw new MalformedUpload(
                    "unreadable-member",
                    "Member " + entries
                            + " is encrypted, compressed in an unknown way, or stored without its size before it");
        }
        if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".mbox") && startsLikeMbox()) {
            mbox = new MboxReader(member, limits);
            return null;
        }
        boolean sized = entry instanceof TarArchiveEntry tar && !tar.isSparse();
        byte[] message = Uploads.readWhole(member, sized ? entry.getSize() : Long.MAX_VALUE, limits);
        if (message.length == 0) {
            skipped++;
            return null;
        }
        return message;
    }

    /** The library says yes to some members whose size follows them, and then has nothing that could read them. */
    private boolean isReadable(ArchiveEntry entry) {
        boolean endIsFound = !(entry instanceof ZipArchiveEntry zip)
                || zip.getCompressedSize() != ArchiveEntry.SIZE_UNKNOWN
                || zip.getMethod() == ZipMethod.DEFLATED.getCode()
                || zip.getMethod() == ZipMethod.ENHANCED_DEFLATED.getCode();
        return endIsFound && archive.canReadEntryData(castToOwn(entry));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends ArchiveEntry> E castToOwn(ArchiveEntry entry) {
        return (E) entry;
    }

    private boolean startsLikeMbox() throws IOException {
        byte[] lead = new byte[5];
        int n = member.readNBytes(lead, 0, lead.length);
        member.unread(lead, 0, n);
        return n == 5 && Arrays.equals(lead, new byte[] {'F', 'r', 'o', 'm', ' '});
    }

    private boolean isFile(ArchiveEntry entry) {
        boolean plain = entry instanceof TarArchiveEntry tar
                ? tar.isFile() && !tar.isSymbolicLink() && !tar.isLink()
                : entry instanceof ZipArchiveEntry zip && !zip.isDirectory() && !zip.isUnixSymlink();
        boolean message = plain && !NO_MESSAGE.matcher(entry.getName()).matches();
        if (!message && !entry.isDirectory()) {
            skipped++;
        }
        return message;
    }

    /** An archive that just stops between two members looks complete to its reader; its end mark tells. */
    private void finish() throws IOException {
        byte[] tail = compressed.drain();
        if (entries == 0 && indexOf(tail, endMark) < 0) {
            throw new MalformedUpload("not-a-" + kind, "The body is not a " + kind);
        }
        if (indexOf(tail, endMark) < 0) {
            throw truncated();
        }
    }

    /** @throws MalformedUpload when so much came of so little that it is there to do harm */
    static void checkExpansion(long unpacked, long packed, int most) throws MalformedUpload {
        if (unpacked > UNCOUNTED_EXPANSION && unpacked / most > packed) {
            throw new MalformedUpload("archive-bomb", "The archive grows to more than " + most + " times its size");
        }
    }

    private MalformedUpload truncated() {
        return new MalformedUpload("truncated-" + kind, "The " + kind + " ends before its end: it is truncated");
    }

    private static boolean isTruncation(Exception e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("truncated") || message.contains("unexpected") || message.contains("eof");
    }

    private static int indexOf(byte[] bytes, byte[] mark) {
        for (int i = bytes.length - mark.length; i >= 0; i--) {
            if (Arrays.equals(bytes, i, i + mark.length, mark, 0, mark.length)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int skipped() {
        return skipped;
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }

    /** The current member's bytes; refuses an archive that grows out of all proportion. */
    private final class Counted extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int n = archive.read(bytes, from, length);
            expanded += Math.max(n, 0);
            checkExpansion(expanded, compressed.count(), limits.expansion());
            return n;
        }
    }
}
