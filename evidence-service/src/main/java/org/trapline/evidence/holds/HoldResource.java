package org.trapline.evidence.holds;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.matters.MatterAccess;
import org.trapline.messaging.Idempotency;

/** Legal staff lay and release legal holds. */
@Path("/api/evidence/holds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.LEGAL)
@Transactional
public class HoldResource {

    private final HoldRepository repository;
    private final Holds holds;
    private final Exhibits exhibits;
    private final RawExhibits raw;
    private final ExhibitAccess access;
    private final MatterAccess matters;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    HoldResource(
            HoldRepository repository,
            Holds holds,
            Exhibits exhibits,
            RawExhibits raw,
            ExhibitAccess access,
            MatterAccess matters,
            Idempotency idempotency,
            Caller caller,
            Clock clock) {
        this.repository = repository;
        this.holds = holds;
        this.exhibits = exhibits;
        this.raw = raw;
        this.access = access;
        this.matters = matters;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = Hold.View.class, responseCode = "201")
    public RestResponse<Hold.View> lay(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewHold wanted) {
        if (wanted.matter() != null) {
            matters.require(wanted.matter(), caller.subject());
        }
        UUID id = idempotency.once(caller.subject(), key, "POST /holds " + wanted, () -> lay(wanted));
        return RestResponse.ResponseBuilder.<Hold.View>created(URI.create("/api/evidence/holds/" + id))
                .entity(hold(id))
                .build();
    }

    private UUID lay(NewHold wanted) {
        List<UUID> held = exhibits(wanted);
        Hold hold = new Hold(UuidCreator.getTimeOrderedEpoch(), wanted, Actor.of(caller), now());
        repository.persistAndFlush(hold);
        holds.lay(hold, held, wanted.reason(), caller, now());
        return hold.id();
    }

    /** Of a matter those that are not destroyed; named ones must not be. Their rows are held: a disposal that begins waits. */
    private List<UUID> exhibits(NewHold wanted) {
        List<UUID> named = wanted.exhibits();
        if (named == null) {
            List<UUID> all = wanted.matter() == null ? List.of() : holds.inMatter(wanted.matter());
            exhibits.lock(all);
            Set<UUID> disposed = raw.disposed(all);
            return all.stream().filter(id -> !disposed.contains(id)).toList();
        }
        List<UUID> distinct = named.stream().distinct().toList();
        access.requireAll(distinct, caller);
        exhibits.lock(distinct);
        raw.refuseDisposed(distinct);
        return distinct;
    }

    @GET
    public Page<Hold.View> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return Page.of(
                holds.views(Cursor.decodeId(cursor), limit + 1, caller), limit, hold -> Cursor.of(hold.id()), h -> h);
    }

    @GET
    @Path("/{id}")
    public Hold.View hold(@PathParam("id") UUID id) {
        return holds.view(id, caller).orElseThrow(() -> new NoSuchHold(id));
    }

    @POST
    @Path("/{id}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    public Hold.View release(@PathParam("id") UUID id, @Valid @NotNull Release wanted) {
        Hold hold = repository
                .findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .filter(h -> holds.maySee(id, caller))
                .orElseThrow(() -> new NoSuchHold(id));
        Instant now = now();
        hold.release(wanted.reason(), Actor.of(caller), now);
        repository.flush();
        holds.release(hold, wanted.reason(), caller, now);
        return hold(id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** @param reason why it may end */
    record Release(@NotBlank @Size(max = 2000) String reason) {}
}
