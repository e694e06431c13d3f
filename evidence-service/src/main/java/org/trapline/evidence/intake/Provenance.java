package org.trapline.evidence.intake;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Collector;
import org.trapline.evidence.custody.ReceivedEvent;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.mail.Uploads;
import org.trapline.evidence.traps.Traps;

/**
 * Where the messages of one intake come from. Messages of several intakes may share a commit.
 *
 * @param batch the intake's id
 * @param startedAt when it began
 * @param kind what its exhibits are
 * @param mediaType of each exhibit
 * @param source what the sender calls it, for example a file or a mailbox provider
 * @param trap the trap that the mail came to
 * @param matter the matter that the exhibits are added to
 * @param actor token subject of who hands it in
 * @param actorName that person's name at the time
 * @param authority what authorises the collection, as it was stated
 */
public record Provenance(
        UUID batch,
        Instant startedAt,
        ExhibitKind kind,
        String mediaType,
        String source,
        @Nullable UUID trap,
        @Nullable UUID matter,
        String actor,
        String actorName,
        @Nullable String authority) {

    /** Of what comes in without anybody stating an authority. */
    public Provenance(
            UUID batch,
            Instant startedAt,
            ExhibitKind kind,
            String mediaType,
            String source,
            @Nullable UUID trap,
            @Nullable UUID matter,
            String actor,
            String actorName) {
        this(batch, startedAt, kind, mediaType, source, trap, matter, actor, actorName, null);
    }

    ReceivedEvent.Batch forCustody(Collector collector) {
        return new ReceivedEvent.Batch(batch, startedAt, source, trap, matter, actor, actorName, authority, collector);
    }

    /** Mail that came to a trap by itself. */
    public static Provenance smtp(UUID batch, Instant at, Traps.Reached trap, String listener) {
        return new Provenance(
                batch,
                at,
                ExhibitKind.TRAP_MESSAGE,
                Uploads.MESSAGE,
                "smtp:" + listener,
                trap.id(),
                null,
                "smtp",
                "SMTP listener",
                trap.authority());
    }
}
