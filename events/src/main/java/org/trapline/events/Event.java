package org.trapline.events;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A fact that one service tells the others, with the context attributes of CloudEvents 1.0 and its JSON format.
 *
 * @param id      UUIDv7, made by the source; the same fact sent again carries the same id
 * @param type    the simple name of the data's record, for example {@code SiteAdvertised}
 * @param source  the service that owns the fact, for example {@code /evidence}
 * @param subject what the fact is about; also the Kafka key, so order is kept per subject
 * @param time    the source's clock when the fact was recorded
 * @param data    the fact; small, ids and figures only, never evidence or sealed content
 */
public record Event<T>(UUID id, String type, String source, String subject, Instant time, T data) {

    public Event {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(data, "data");
        if (type.isBlank() || source.isBlank() || subject.isBlank()) {
            throw new IllegalArgumentException("type, source and subject must not be blank");
        }
    }

    /** A new fact with an id of its own. */
    public static <T> Event<T> of(String source, String subject, Instant time, T data) {
        return new Event<>(
                UuidCreator.getTimeOrderedEpoch(), data.getClass().getSimpleName(), source, subject, time, data);
    }
}
