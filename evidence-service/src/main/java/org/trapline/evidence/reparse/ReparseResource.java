package org.trapline.evidence.reparse;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.messaging.Idempotency;

/** After a better parser: an investigator or administrator has stored messages read again, and watches the run. */
@Path("/api/evidence/reparse")
@Produces(MediaType.APPLICATION_JSON)
public class ReparseResource {

    private final Reparse reparse;
    private final Idempotency idempotency;
    private final Caller caller;

    ReparseResource(Reparse reparse, Idempotency idempotency, Caller caller) {
        this.reparse = reparse;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** Has stored messages read again. Bytes and ledger are not touched. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.INVESTIGATOR})
    @Transactional
    @APIResponseSchema(value = ReparseRun.class, responseCode = "201")
    public RestResponse<ReparseRun> start(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull WantedReparse wanted) {
        UUID id = idempotency.once(caller.subject(), key, "POST /reparse " + wanted, () -> reparse.start(
                        wanted, caller.subject(), caller.name())
                .id());
        return RestResponse.ResponseBuilder.<ReparseRun>created(URI.create("/api/evidence/reparse/" + id))
                .entity(reparse.run(id))
                .build();
    }

    /** How far a run is. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.INVESTIGATOR, Roles.AUDITOR})
    public ReparseRun run(@PathParam("id") UUID id) {
        return reparse.run(id);
    }
}
