package org.trapline.takedown.schedule;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line as legal staff see it.
 *
 * @param line          its number on the schedule
 * @param addressee     who has to act; null until it is known
 * @param agent         who is served by hand
 * @param why           what stands behind the state, in words
 * @param notice        the notice that carries it
 * @param evidence      exhibits that its reasons cite, then those of the look-up for service
 * @param undo          the name as it was before service
 * @param serviceReturn how it was served by hand
 */
public record LineView(
        int line,
        TargetView target,
        Target.Action action,
        @Nullable AddresseeView addressee,
        @Nullable String agent,
        Instant deadline,
        LineState state,
        @Nullable String why,
        Instant changedAt,
        @Nullable UUID notice,
        List<UUID> evidence,
        @Nullable Registration undo,
        @Nullable ReturnOfService serviceReturn) {

    record TargetView(Target.Kind kind, String value) {}

    /** @param registrar IANA id */
    record AddresseeView(String registrar, @Nullable String name, List<String> abuse) {}

    public static LineView of(Line line) {
        Registration before = line.snapshot();
        List<UUID> looked = before == null ? List.of() : before.exhibits();
        Line.Addressee to = line.addressee();
        return new LineView(
                line.number(),
                new TargetView(line.target().kind(), line.target().value()),
                line.target().action(),
                to == null ? null : new AddresseeView(to.registrar(), to.name(), to.abuse()),
                line.target().agent(),
                line.deadline(),
                line.state(),
                line.why(),
                line.changedAt(),
                line.noticeId(),
                Stream.concat(line.target().exhibits().stream(), looked.stream())
                        .toList(),
                before,
                line.serviceReturn());
    }
}
