package org.trapline.evidence.campaigns;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.evidence.matters.NoSuchMatter;
import org.trapline.evidence.parameters.Parameters;

/** How many campaigns and sites there are and how many messages were sent, in all, for legal staff to state. */
@Path("/api/evidence/volume")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
public class VolumeResource {

    private final VolumeRows rows;
    private final ExhibitAccess access;
    private final Caller caller;

    VolumeResource(VolumeRows rows, ExhibitAccess access, Caller caller) {
        this.rows = rows;
        this.access = access;
        this.caller = caller;
    }

    /** How many campaigns and sites there are, and how many messages were sent, as far as the data bear it. */
    @GET
    public VolumeAnswer volume(
            @QueryParam("matter") @Parameter(schema = @Schema(implementation = UUID.class)) @Nullable String matter,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        Sight sight = access.sight(caller);
        UUID wanted = Parameters.uuid("matter", matter);
        if (wanted != null && !sight.has(wanted)) {
            throw new NoSuchMatter(wanted);
        }
        return rows.answer(new VolumeRows.Asked(
                sight, null, wanted, Parameters.moment("from", from), Parameters.moment("to", to)));
    }
}
