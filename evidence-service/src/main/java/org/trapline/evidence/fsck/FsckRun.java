package org.trapline.evidence.fsck;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One check.
 *
 * @param state RUNNING, ENDED, or BROKEN_OFF when the service was stopped meanwhile or the check failed itself
 * @param deep whether derived data was made again
 * @param startedBy name of the person
 * @param exhibits to be checked, as far as was known at the start
 * @param checked by now
 * @param problems found by now
 * @param notices found by now
 * @param failure why it did not come to its end
 */
public record FsckRun(
        UUID id,
        State state,
        boolean deep,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        long exhibits,
        long checked,
        long problems,
        long notices,
        @Nullable String failure) {

    @Schema(name = "FsckState")
    public enum State {
        RUNNING,
        ENDED,
        BROKEN_OFF
    }
}
