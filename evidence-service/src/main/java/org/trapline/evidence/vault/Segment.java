package org.trapline.evidence.vault;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of WARC records that begins with its own {@code warcinfo}.
 *
 * @param number from 1
 * @param id of the warcinfo record
 * @param object that holds it
 * @param base offset of its first byte in the object
 * @param size of one that was written at once, else null
 * @param sha256 of one that was written at once, else null
 * @param createdAt the warcinfo record's date, whole seconds
 */
public record Segment(
        int number,
        UUID id,
        String object,
        long base,
        @Nullable Long size,
        byte @Nullable [] sha256,
        Instant createdAt) {

    /** As its warcinfo record has it, wherever it lies now. */
    public String fileName() {
        return size == null
                ? String.format("segment-%06d.warc", number)
                : String.format("segment-%09d-%s.warc", number, id);
    }

    Segment in(String otherObject, long otherBase) {
        return new Segment(number, id, otherObject, otherBase, size, sha256, createdAt);
    }

    Segment withSha256(byte[] changed) {
        return new Segment(number, id, object, base, size, changed, createdAt);
    }
}
