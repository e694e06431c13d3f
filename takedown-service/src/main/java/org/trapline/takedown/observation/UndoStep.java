package org.trapline.takedown.observation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trapline.takedown.schedule.Line;
import org.trapline.takedown.schedule.Registration;
import org.trapline.takedown.schedule.Target;

/**
 * What brings one name back to how it was before service: only what came after the snapshot is removed, so a lock that
 * stood there before the order stays.
 *
 * @param line       number on the schedule
 * @param name       the registrable name
 * @param registrar  IANA id of the registrar that has to do it
 * @param snapshotAt when the name was as it is to be again
 * @param exhibits   the registry's answer of that time
 * @param basis      OBSERVED when the removal follows from what was last seen, ORDERED when nothing was seen yet and it
 *                   follows from the order's action
 * @param remove     statuses and name servers to take away
 * @param restore    statuses, name servers and DS records to put back
 */
record UndoStep(
        int line,
        String name,
        @Nullable String registrar,
        Instant snapshotAt,
        List<UUID> exhibits,
        Basis basis,
        Change remove,
        Change restore) {

    enum Basis {
        OBSERVED,
        ORDERED
    }

    record Change(List<String> statuses, List<String> nameservers, List<String> ds) {}

    private static final List<String> LOCKS =
            List.of("client delete prohibited", "client transfer prohibited", "client update prohibited");

    static UndoStep of(Line line, @Nullable Observation last) {
        Registration before = Objects.requireNonNull(line.snapshot(), "snapshot");
        boolean observed = last != null && !last.rdapStatus().isEmpty();
        List<String> nowStatuses = observed ? last.rdapStatus() : asOrdered(line.target(), before);
        boolean redirected = line.target().action().setsNameservers();
        // A held name keeps its name servers at the registry, only the parent zone drops them.
        List<String> nowServers =
                redirected && (last == null || !last.parentNs().isEmpty())
                        ? (last == null ? line.target().nameservers() : last.parentNs())
                        : before.nameservers();
        return new UndoStep(
                line.number(),
                before.name(),
                before.registrar(),
                before.at(),
                before.exhibits(),
                observed ? Basis.OBSERVED : Basis.ORDERED,
                new Change(
                        without(meaningful(nowStatuses), before.statuses()),
                        without(nowServers, before.nameservers()),
                        List.of()),
                new Change(
                        without(meaningful(before.statuses()), nowStatuses),
                        without(before.nameservers(), nowServers),
                        redirected ? before.ds() : List.of()));
    }

    private static List<String> asOrdered(Target target, Registration before) {
        Stream<String> added =
                switch (target.action()) {
                    case HOLD -> Stream.concat(Stream.of("client hold"), LOCKS.stream());
                    case LOCK, REDIRECT_NS, SINKHOLE -> LOCKS.stream();
                    case PRESERVE_ONLY, FREEZE, ANSWER -> Stream.empty();
                };
        return Stream.concat(before.statuses().stream(), added).distinct().toList();
    }

    /** "active" and "inactive" follow from the other statuses, nobody sets them (RFC 5731 section 2.3). */
    private static List<String> meaningful(List<String> statuses) {
        return statuses.stream()
                .filter(status -> !status.equals("active") && !status.equals("inactive"))
                .toList();
    }

    private static List<String> without(List<String> all, List<String> others) {
        List<String> rest = new ArrayList<>(all);
        rest.removeAll(others);
        return List.copyOf(rest);
    }
}
