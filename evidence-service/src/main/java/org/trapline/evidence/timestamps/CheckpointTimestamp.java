package org.trapline.evidence.timestamps;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.timestamp.Timestamp;

/**
 * A checkpoint with an authority's word on when it was there.
 *
 * @param id of the stamp
 * @param checkpoint what was stamped: the bytes of its signed note
 * @param reply the authority's TimeStampResp in DER (RFC 3161 section 2.4.2)
 * @param stamp what the reply says
 */
public record CheckpointTimestamp(UUID id, Checkpoint checkpoint, byte[] reply, Timestamp stamp) {

    /** As callers see it. */
    View view() {
        return new View(
                id,
                checkpoint.size(),
                checkpoint.note(),
                stamp.at(),
                stamp.authority(),
                stamp.serial(),
                stamp.policy());
    }

    /**
     * @param size leaves of the checkpoint: every exhibit with a smaller leaf index was there at that time
     * @param note the signed note whose bytes were stamped
     * @param at by the authority's clock
     * @param authority subject of its certificate (RFC 2253)
     * @param serial its number of the stamp
     * @param policy OID of its rules
     */
    @Schema(name = "CheckpointTimestamp")
    public record View(UUID id, long size, String note, Instant at, String authority, String serial, String policy) {}
}
