package org.trapline.evidence.timestamps;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;

/** Time stamps of the log, as public as the log. */
@Path("/api/evidence/log/timestamps")
@PermitAll
public class TimestampResource {

    /** RFC 3161 section 3.4. */
    private static final String REPLY = "application/timestamp-reply";

    private final TimestampRows rows;
    private final Timestamps timestamps;

    TimestampResource(TimestampRows rows, Timestamps timestamps) {
        this.rows = rows;
        this.timestamps = timestamps;
    }

    /** All of them, the last made first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Page<CheckpointTimestamp.View> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return Page.of(
                rows.newest(Cursor.decodeId(cursor), limit + 1),
                limit,
                t -> Cursor.of(t.id()),
                CheckpointTimestamp::view);
    }

    /** Whether they are on, and since when the authority fails. */
    @GET
    @Path("/status")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.AUDITOR, Roles.ADMIN})
    public TimestampStatus status() {
        return timestamps.status();
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public CheckpointTimestamp.View timestamp(@PathParam("id") UUID id) {
        return find(id).view();
    }

    /** The authority's reply as it came: {@code openssl ts -verify} takes it beside the note. */
    @GET
    @Path("/{id}")
    @Produces(REPLY + ";qs=0.5")
    public RestResponse<byte[]> reply(@PathParam("id") UUID id) {
        return RestResponse.ResponseBuilder.ok(find(id).reply())
                .header("Content-Type", REPLY)
                .build();
    }

    private CheckpointTimestamp find(UUID id) {
        return rows.byId(id).orElseThrow(() -> new NoSuchTimestamp(id));
    }
}
