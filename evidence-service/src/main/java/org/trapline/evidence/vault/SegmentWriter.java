package org.trapline.evidence.vault;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes at the end of a segment's file. Whole blocks go past the page cache (O_DIRECT), where the file system has that: evidence is
 * written once and seldom read soon, so a flood of it would only drive out what others keep there. The rest, less than a
 * block, goes through it, so that the file always ends where the evidence does. What stands in a block that is only partly
 * written is read anew each time: a disposal may have changed it.
 */
final class SegmentWriter implements Closeable {

    private static final Logger LOG = Logger.getLogger(SegmentWriter.class);

    /** Bytes that are written at once, and a multiple of every block. */
    private static final int BUFFER = 256 * 1024;

    /** Of larger blocks, which some file systems have, too much would be written again with each batch. */
    private static final int LARGEST_BLOCK = 16 * 1024;

    private final FileChannel file;
    private final int block;
    private final ByteBuffer buffer;
    private @Nullable FileChannel direct;
    private long end;

    private SegmentWriter(FileChannel file, @Nullable FileChannel direct, int block) throws IOException {
        this.file = file;
        this.direct = direct;
        this.block = block;
        this.buffer = ByteBuffer.allocateDirect(BUFFER + block - 1).alignedSlice(block);
        this.end = file.size();
    }

    /**
     * Opens a file, which need not be there, to write where it ends.
     *
     * @param direct whether to write past the page cache where that can be had
     */
    static SegmentWriter open(Path path, boolean direct) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            int block = direct ? block(path) : 1;
            FileChannel past = block > 1 ? direct(path) : null;
            return new SegmentWriter(file, past, past == null ? 1 : block);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Of the file system; 1 for one that cannot be told, or is too large. */
    private static int block(Path path) {
        try {
            long block = Files.getFileStore(path).getBlockSize();
            return Long.bitCount(block) == 1 && block <= LARGEST_BLOCK ? (int) block : 1;
        } catch (IOException | UnsupportedOperationException e) {
            return 1;
        }
    }

    private static @Nullable FileChannel direct(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.infof("the vault is written through the page cache: %s", e.getMessage());
            return null;
        }
    }

    /** Whether it writes past the page cache; once refused, that need not be tried with the next file. */
    boolean isDirect() {
        return direct != null;
    }

    /** Where the next byte goes. */
    long end() {
        return end;
    }

    /**
     * Appends all pieces and forces them to the disk once; when it throws, the file is as before.
     *
     * @throws IOException when the disk is full or fails
     */
    void append(List<byte[]> pieces) throws IOException {
        if (file.size() > end) {
            // A fault before could not take off what it had written.
            file.truncate(end);
        }
        try {
            long written = write(pieces);
            file.force(false);
            end = written;
        } catch (IOException | RuntimeException e) {
            // Half a record would hide all that follows it from any WARC reader.
            takeOff(e);
            throw e;
        }
    }

    private void takeOff(Exception fault) {
        try {
            file.truncate(end);
        } catch (IOException e) {
            fault.addSuppressed(e);
        }
    }

    private long write(List<byte[]> pieces) throws IOException {
        long at = end - end % block;
        buffer.clear().limit((int) (end - at));
        if (!DirectoryVault.fill(buffer, file, at)) {
            throw new IOException("The segment ends before its evidence does");
        }
        buffer.limit(BUFFER);
        for (byte[] piece : pieces) {
            int from = 0;
            while (from < piece.length) {
                int length = Math.min(buffer.remaining(), piece.length - from);
                buffer.put(piece, from, length);
                from += length;
                if (!buffer.hasRemaining()) {
                    at += writeWholeBlocks(at);
                }
            }
        }
        at += writeWholeBlocks(at);
        // Of a block that was begun before and is not full yet, only what is new.
        buffer.flip().position((int) Math.max(0, end - at));
        long from = at + buffer.position();
        return from + write(file, from);
    }

    /** Leaves what is less than a block at the start of the buffer. */
    private int writeWholeBlocks(long at) throws IOException {
        int filled = buffer.position();
        int whole = filled - filled % block;
        buffer.flip().limit(whole);
        writePast(at);
        buffer.position(whole).limit(filled);
        buffer.compact();
        return whole;
    }

    /** Past the page cache; through it from the first refusal on, which some file systems have for the write only. */
    private void writePast(long at) throws IOException {
        if (direct != null) {
            try {
                write(direct, at);
                return;
            } catch (IOException e) {
                LOG.warnf("the vault is written through the page cache from now on: %s", e);
                direct.close();
                direct = null;
                buffer.rewind();
            }
        }
        write(file, at);
    }

    private int write(FileChannel to, long at) throws IOException {
        int written = 0;
        while (buffer.hasRemaining()) {
            written += to.write(buffer, at + written);
        }
        return written;
    }

    /** Takes off all that follows. */
    void truncate(long size) throws IOException {
        file.truncate(size);
        end = size;
    }

    @Override
    public void close() throws IOException {
        try {
            if (direct != null) {
                direct.close();
            }
        } finally {
            file.close();
        }
    }
}
