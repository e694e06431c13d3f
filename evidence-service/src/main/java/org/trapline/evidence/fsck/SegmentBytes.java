package org.trapline.evidence.fsck;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.vault.Segment;
import org.trapline.evidence.vault.Segments;
import org.trapline.evidence.vault.Vault;

/** Reads segments mostly from front to back: one open object, reopened only to go back or far ahead. */
final class SegmentBytes implements Closeable {

    private static final long WORTH_SKIPPING = 4L * 1024 * 1024;

    private final Vault vault;
    private final Segments segments;
    /** Sizes of the objects when the check began. */
    private final Map<String, Long> objects;

    private @Nullable Segment segment;
    private @Nullable InputStream in;
    private long at;

    SegmentBytes(Vault vault, Segments segments, Map<String, Long> objects) {
        this.vault = vault;
        this.segments = segments;
        this.objects = objects;
    }

    Optional<Segment> segment(int number) {
        Segment known = segment;
        return known != null && known.number() == number ? Optional.of(known) : segments.find(number);
    }

    /** Where a segment ends, counted from its own beginning. */
    long end(Segment wanted) {
        Long size = wanted.size();
        return size != null ? size : Math.max(0, objects.getOrDefault(wanted.object(), 0L) - wanted.base());
    }

    /** Bytes of a segment, fewer where it ends or is missing. */
    byte[] read(int number, long position, long length) throws IOException {
        Segment wanted = segment(number).orElse(null);
        if (wanted == null || position < 0 || length <= 0) {
            return new byte[0];
        }
        int count = (int) Math.max(0, Math.min(Math.min(length, Integer.MAX_VALUE - 16), end(wanted) - position));
        if (count == 0) {
            return new byte[0];
        }
        InputStream source = in;
        if (source == null || !wanted.equals(segment) || position < at || position > at + WORTH_SKIPPING) {
            close();
            source = null;
            while (source == null) {
                try {
                    source = vault.open(wanted.object(), wanted.base() + position);
                } catch (FileNotFoundException e) {
                    // A merge or a disposal may have moved it since it was looked up, and another one again.
                    Segment moved = segments.find(number).orElse(wanted);
                    if (moved.object().equals(wanted.object())) {
                        return new byte[0];
                    }
                    wanted = moved;
                }
            }
            in = source;
            segment = wanted;
            at = position;
        }
        source.skipNBytes(position - at);
        byte[] bytes = source.readNBytes(count);
        at = position + bytes.length;
        return bytes;
    }

    @Override
    public void close() throws IOException {
        InputStream open = in;
        in = null;
        segment = null;
        if (open != null) {
            open.close();
        }
    }
}
