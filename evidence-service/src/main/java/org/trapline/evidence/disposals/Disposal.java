package org.trapline.evidence.disposals;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A disposal.
 *
 * @param requestedByName who asked
 * @param approvedByName the second person; null while nobody has approved
 * @param doneAt when the last of its exhibits was disposed of or found held
 * @param exhibits what became of each
 */
public record Disposal(
        UUID id,
        String reason,
        String authority,
        Instant requestedAt,
        @JsonIgnore String requestedBy,
        String requestedByName,
        @Nullable Instant approvedAt,
        @JsonIgnore @Nullable String approvedBy,
        @Nullable String approvedByName,
        @Nullable Instant doneAt,
        List<Item> exhibits) {

    public State getState() {
        return approvedAt == null ? State.REQUESTED : doneAt == null ? State.APPROVED : State.DONE;
    }

    Disposal with(List<Item> others) {
        return new Disposal(
                id,
                reason,
                authority,
                requestedAt,
                requestedBy,
                requestedByName,
                approvedAt,
                approvedBy,
                approvedByName,
                doneAt,
                others);
    }

    /** Its course. */
    @Schema(name = "DisposalState")
    public enum State {
        REQUESTED,
        APPROVED,
        DONE
    }

    /**
     * @param matter the matter that its events belong to
     * @param disposedAt when its bytes were gone
     * @param held whether a hold kept it when its turn came; it takes a new disposal to try again
     * @param heldBy that hold, if the caller may see it
     */
    @Schema(name = "DisposalItem")
    public record Item(
            UUID exhibit,
            @JsonIgnore @Nullable UUID matter,
            @Nullable Instant disposedAt,
            boolean held,
            @Nullable UUID heldBy) {

        boolean over() {
            return disposedAt != null || held;
        }

        Item withoutHold() {
            return new Item(exhibit, matter, disposedAt, held, null);
        }
    }
}
