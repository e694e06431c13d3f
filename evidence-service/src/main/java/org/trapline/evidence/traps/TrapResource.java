package org.trapline.evidence.traps;

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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.messaging.Idempotency;

/** The register of traps: an administrator enters one, an investigator looks up what an intake names. */
@Path("/api/evidence/traps")
@Produces(MediaType.APPLICATION_JSON)
public class TrapResource {

    private static final String UNIQUE_NAME = "trap_name_key";

    private final TrapRepository traps;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    TrapResource(TrapRepository traps, Idempotency idempotency, Caller caller, Clock clock) {
        this.traps = traps;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Transactional
    @APIResponseSchema(value = Trap.View.class, responseCode = "201")
    public RestResponse<Trap.View> enter(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewTrap wanted) {
        UUID id = idempotency.once(caller.subject(), key, "POST /traps " + wanted, () -> {
            if (traps.count("name", wanted.name()) > 0) {
                throw new TrapNameTaken(wanted.name());
            }
            Trap trap = new Trap(UuidCreator.getTimeOrderedEpoch(), wanted, clock.instant(), caller.subject());
            persist(trap, wanted.name());
            return trap.view().id();
        });
        return RestResponse.ResponseBuilder.<Trap.View>created(URI.create("/api/evidence/traps/" + id))
                .entity(trap(id))
                .build();
    }

    /** Flushes, because of two who enter one name at a time neither sees the other's row before. */
    private void persist(Trap trap, String name) {
        try {
            traps.persistAndFlush(trap);
        } catch (ConstraintViolationException e) {
            if (UNIQUE_NAME.equals(e.getConstraintName())) {
                throw new TrapNameTaken(name);
            }
            throw e;
        }
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.INVESTIGATOR})
    @Transactional
    public Trap.View trap(@PathParam("id") UUID id) {
        return traps.findByIdOptional(id).orElseThrow(() -> new NoSuchTrap(id)).view();
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.INVESTIGATOR})
    @Transactional
    public Page<Trap.View> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return Page.of(
                traps.after(Cursor.decode(cursor, 1), limit + 1),
                limit,
                trap -> Cursor.of(trap.view().id()),
                Trap::view);
    }
}
