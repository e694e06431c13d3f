package org.trapline.evidence.fsck;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.InvalidCursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.evidence.custody.Actor;

/** An auditor or administrator has vault, ledger and database checked against each other. */
@Path("/api/evidence/fsck")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AUDITOR, Roles.ADMIN})
public class FsckResource {

    private final FsckRunner runner;
    private final FsckRuns runs;
    private final Caller caller;

    FsckResource(FsckRunner runner, FsckRuns runs, Caller caller) {
        this.runner = runner;
        this.runs = runs;
        this.caller = caller;
    }

    /** Starts a check of vault against ledger against database; deep, it makes derived data again and compares that too. */
    @POST
    @APIResponseSchema(value = FsckRun.class, responseCode = "201")
    public RestResponse<FsckRun> start(@QueryParam("deep") @DefaultValue("false") boolean deep) {
        UUID id = runner.start(deep, Actor.of(caller));
        return RestResponse.ResponseBuilder.<FsckRun>created(URI.create("/api/evidence/fsck/" + id))
                .entity(run(id))
                .build();
    }

    /** How far it is. */
    @GET
    @Path("/{id}")
    public FsckRun run(@PathParam("id") UUID id) {
        return runs.find(id, runner.running()).orElseThrow(() -> new NoSuchFsckRun(id));
    }

    /** What it found by now, in the order of finding. */
    @GET
    @Path("/{id}/discrepancies")
    public Page<Discrepancy> discrepancies(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        run(id);
        Cursor after = Cursor.decode(cursor, 1);
        return Page.of(
                runs.found(id, after == null ? 0 : seq(after), limit + 1),
                limit,
                n -> Cursor.of(n.seq()),
                FsckRuns.Numbered::discrepancy);
    }

    private static long seq(Cursor cursor) {
        try {
            return Long.parseLong(cursor.key(0));
        } catch (NumberFormatException e) {
            throw new InvalidCursor();
        }
    }
}
