package org.trapline.evidence.disposals;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.exhibits.SecondPersonNeeded;
import org.trapline.evidence.holds.Holds;
import org.trapline.messaging.Idempotency;
import org.trapline.messaging.jobs.Jobs;

/** Legal staff dispose of evidence: one person asks, another approves. */
@Path("/api/evidence/disposals")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.LEGAL)
@Transactional
public class DisposalResource {

    /** As many as one disposal takes. */
    private static final int MOST_PROPOSED = 1000;

    private final DisposalRows rows;
    private final Retention retention;
    private final Holds holds;
    private final RawExhibits raw;
    private final ExhibitAccess access;
    private final Jobs jobs;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    DisposalResource(
            DisposalRows rows,
            Retention retention,
            Holds holds,
            RawExhibits raw,
            ExhibitAccess access,
            Jobs jobs,
            Idempotency idempotency,
            Caller caller,
            Clock clock) {
        this.rows = rows;
        this.retention = retention;
        this.holds = holds;
        this.raw = raw;
        this.access = access;
        this.jobs = jobs;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    /** Asks; nothing is destroyed before another person approves. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = Disposal.class, responseCode = "201")
    public RestResponse<Disposal> request(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewDisposal wanted) {
        UUID id = idempotency.once(caller.subject(), key, "POST /disposals " + wanted, () -> enter(wanted));
        return RestResponse.ResponseBuilder.<Disposal>created(URI.create("/api/evidence/disposals/" + id))
                .entity(disposal(id))
                .build();
    }

    private UUID enter(NewDisposal wanted) {
        Map<UUID, @Nullable UUID> matters = new TreeMap<>();
        for (UUID id : wanted.exhibits()) {
            access.require(id, caller);
            raw.refuseDisposed(id);
            matters.put(id, access.matterOf(id, caller));
        }
        holds.refuseHeld(matters.keySet(), caller);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        rows.request(id, wanted, matters, caller.subject(), caller.name(), now());
        return id;
    }

    /** The exhibits whose retention has ended, as the body of a disposal that may be asked for; it destroys nothing. */
    @GET
    @Path("/proposal")
    public Proposal proposal() {
        return new Proposal(retention.due(MOST_PROPOSED, access.sight(caller)));
    }

    @GET
    public Page<Disposal> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return Page.of(
                rows.inSight(Cursor.decodeId(cursor), limit + 1, access.sight(caller)),
                limit,
                disposal -> Cursor.of(disposal.id()),
                this::shown);
    }

    @GET
    @Path("/{id}")
    public Disposal disposal(@PathParam("id") UUID id) {
        return rows.find(id, access.sight(caller)).map(this::shown).orElseThrow(() -> new NoSuchDisposal(id));
    }

    /** Without the ids of holds that the caller may not see. */
    private Disposal shown(Disposal disposal) {
        return disposal.with(disposal.exhibits().stream()
                .map(item -> item.heldBy() == null || holds.maySee(item.heldBy(), caller) ? item : item.withoutHold())
                .toList());
    }

    /** Allows it; a job carries it out. */
    @POST
    @Path("/{id}/approval")
    @Consumes(MediaType.WILDCARD)
    public Disposal approve(@PathParam("id") UUID id) {
        Disposal disposal = disposal(id);
        if (disposal.requestedBy().equals(caller.subject())) {
            throw new SecondPersonNeeded();
        }
        holds.refuseHeld(
                disposal.exhibits().stream().map(Disposal.Item::exhibit).toList(), caller);
        if (!rows.approve(id, caller.subject(), caller.name(), now())) {
            throw new DisposalApproved(id);
        }
        jobs.enqueueNow(DisposalJob.KIND, id);
        return disposal(id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** @param exhibits at most 1,000, the oldest ones first; none where no retention is configured */
    public record Proposal(List<UUID> exhibits) {}
}
