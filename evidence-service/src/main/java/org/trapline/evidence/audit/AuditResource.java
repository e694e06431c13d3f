package org.trapline.evidence.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.InvalidCursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.evidence.matters.MatterAccess;
import org.trapline.evidence.parameters.InvalidParameter;
import org.trapline.evidence.parameters.Parameters;

/** Who did and read what. */
@Path("/api/evidence/audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private final AuditRows rows;
    private final MatterAccess matters;
    private final Caller caller;

    AuditResource(AuditRows rows, MatterAccess matters, Caller caller) {
        this.rows = rows;
        this.matters = matters;
        this.caller = caller;
    }

    /**
     * The last deed first.
     *
     * @param actor token subject or name at the time
     * @param from first moment, RFC 3339
     * @param to before this moment, RFC 3339
     */
    @GET
    @RolesAllowed(Roles.AUDITOR)
    public Page<AuditEntry> audit(
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("exhibit") @Parameter(schema = @Schema(implementation = UUID.class)) @Nullable String exhibit,
            @QueryParam("matter") @Parameter(schema = @Schema(implementation = UUID.class)) @Nullable String matter,
            @QueryParam("type") @Nullable String type,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        AuditRows.Wanted wanted = new AuditRows.Wanted(
                actor,
                Parameters.uuid("exhibit", exhibit),
                Parameters.uuid("matter", matter),
                type,
                moment("from", from),
                moment("to", to));
        Set<UUID> visible = matters.visibleTo(caller.subject());
        List<AuditEntry> entries = rows.entries(wanted, place(Cursor.decode(cursor, 2)), limit + 1);
        return Page.of(
                entries,
                limit,
                e -> Cursor.of(e.at(), e.key()),
                e -> e.matter() == null || visible.contains(e.matter()) ? e : e.opaque());
    }

    private static AuditRows.@Nullable Place place(@Nullable Cursor cursor) {
        try {
            return cursor == null ? null : new AuditRows.Place(Instant.parse(cursor.key(0)), cursor.key(1));
        } catch (DateTimeException e) {
            throw new InvalidCursor();
        }
    }

    private static @Nullable Instant moment(String name, @Nullable String text) {
        try {
            Instant moment = text == null ? null : Instant.parse(text);
            if (moment != null && (moment.isBefore(Instant.EPOCH) || text.length() > 30)) {
                throw new InvalidParameter(name, "is out of range");
            }
            return moment;
        } catch (DateTimeException e) {
            throw new InvalidParameter(name, "is not a time such as 2026-01-31T12:00:00Z");
        }
    }
}
