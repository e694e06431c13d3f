package org.trapline.evidence.exhibits;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parts of kind 2 that an exhibit's leaf commits to; their order is part of the format (docs/formats/ledger.md). */
public final class LeafMetadata {

    /** The part of the leaf that says which exhibit it is, and no more: without it a copy proves nothing. */
    public static final int EXHIBIT = 1;

    private LeafMetadata() {}

    /**
     * @param received the first receipt, to the microsecond
     * @param source where the first receipt came from
     * @param trap that the first receipt came in by
     */
    public static List<String> of(
            UUID exhibit, String kind, String mediaType, Instant received, String source, @Nullable UUID trap) {
        return List.of(
                "exhibit=" + exhibit,
                "kind=" + kind,
                "media-type=" + mediaType,
                "received=" + received,
                "source=" + source,
                "trap=" + (trap == null ? "" : trap));
    }
}
