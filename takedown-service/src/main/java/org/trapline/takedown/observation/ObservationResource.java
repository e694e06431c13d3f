package org.trapline.takedown.observation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.takedown.Cursors;
import org.trapline.takedown.orders.Orders;
import org.trapline.takedown.schedule.Line;
import org.trapline.takedown.schedule.Lines;
import org.trapline.takedown.schedule.Verdict;

/** What the platform saw of an order's names, and what would bring them back as they were. */
@Path("/api/takedown/orders/{id}")
@RolesAllowed(Roles.LEGAL)
class ObservationResource {

    private final Orders orders;
    private final Lines lines;
    private final Observations observations;

    ObservationResource(Orders orders, Lines lines, Observations observations) {
        this.orders = orders;
        this.lines = lines;
        this.observations = observations;
    }

    /**
     * @param target         the name
     * @param at             first look that showed this
     * @param lastAt         last look that showed this
     * @param looks          how many looks showed this
     * @param rdapStatus     status words (RFC 8056)
     * @param parentNs       the delegation in the parent zone
     * @param resolverAnswer what the public is answered
     * @param detail         what could not be found out
     * @param exhibit        the registry's raw answer; all raw answers are in {@code exhibits}
     */
    record ObservationView(
            int line,
            String target,
            Instant at,
            Instant lastAt,
            long looks,
            Verdict verdict,
            List<String> rdapStatus,
            List<String> parentNs,
            List<String> resolverAnswer,
            @Nullable String detail,
            @Nullable UUID exhibit,
            Exhibits exhibits) {

        record Exhibits(
                List<UUID> rdap,
                @Nullable UUID parent,
                @Nullable UUID resolver) {}

        static ObservationView of(Observation o, Line line) {
            return new ObservationView(
                    line.number(),
                    line.target().value(),
                    o.at(),
                    o.lastAt(),
                    o.looks(),
                    o.verdict(),
                    o.rdapStatus(),
                    o.parentNs(),
                    o.resolverAnswer(),
                    o.detail(),
                    o.rdapExhibits().stream().findFirst().orElse(null),
                    new Exhibits(o.rdapExhibits(), o.parentExhibit(), o.resolverExhibit()));
        }
    }

    @GET
    @Path("observations")
    @Transactional
    public Page<ObservationView> observations(
            @RestPath UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        orders.visible(id);
        Map<UUID, Line> byId = lines.of(id).stream().collect(Collectors.toMap(Line::id, Function.identity()));
        List<Observation> rows = observations.of(id, Cursors.before(cursor), limit + 1);
        return Page.of(rows, limit, o -> Cursor.of(o.id()), o -> ObservationView.of(o, byId.get(o.lineId())));
    }

    /** Of each name that was looked up before service; the schedule is short enough to be one page. */
    @GET
    @Path("undo")
    @Transactional
    public Page<UndoStep> undo(@RestPath UUID id) {
        orders.visible(id);
        List<UndoStep> steps = lines.of(id).stream()
                .filter(line -> line.snapshot() != null)
                .map(line -> UndoStep.of(line, observations.last(line.id()).orElse(null)))
                .toList();
        return new Page<>(steps, null);
    }
}
