package org.trapline.evidence.packets;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A packet as callers see it.
 *
 * @param id UUIDv7
 * @param matter whose exhibits it holds
 * @param title printed on its page
 * @param prefix of its Bates numbers
 * @param redacted whether what would give a trap away is left out of the messages
 * @param requestedBySubject token subject of the person who asked for it
 * @param requestedBy name of the person who asked for it
 * @param requestedAt when
 * @param state how far it is
 * @param exhibits how many it holds
 * @param firstBates the lowest number in it
 * @param lastBates the highest number in it
 * @param written exhibits written so far
 * @param checkpoint size of the ledger that its proofs lead to; null until it is ready
 * @param sha256 lower-case hex of the file; null until it is ready
 * @param size bytes of the file; null until it is ready
 * @param failure why it was not made; null unless it failed
 * @param finishedAt when it was ready or failed
 * @param deletedAt when its file was deleted; null while it is there
 * @param deletion why its file was deleted; null while it is there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Packet(
        UUID id,
        UUID matter,
        String title,
        String prefix,
        boolean redacted,
        @JsonIgnore String requestedBySubject,
        String requestedBy,
        Instant requestedAt,
        State state,
        long exhibits,
        String firstBates,
        String lastBates,
        long written,
        @Nullable Long checkpoint,
        @Nullable String sha256,
        @Nullable Long size,
        @Nullable String failure,
        @Nullable Instant finishedAt,
        @Nullable Instant deletedAt,
        @Nullable String deletion) {

    /** How far a packet is. */
    @Schema(name = "PacketState")
    public enum State {
        /** Being written, or waiting for it. */
        BUILDING,
        READY,
        /** An exhibit was changed, destroyed or restricted; nothing is handed out. */
        FAILED,
        /** The file is gone: its time was over, a person deleted it, or an exhibit in it was disposed of or restricted. */
        DELETED
    }
}
