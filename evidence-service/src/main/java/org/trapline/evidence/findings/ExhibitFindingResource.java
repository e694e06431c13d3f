package org.trapline.evidence.findings;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;

/** The findings on one message with reasons and offsets, for legal staff and investigators. */
@Path("/api/evidence/exhibits/{id}/findings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
public class ExhibitFindingResource {

    private final Findings findings;
    private final Caller caller;

    ExhibitFindingResource(Findings findings, Caller caller) {
        this.findings = findings;
        this.caller = caller;
    }

    /** What every rule makes of an exhibit, made anew from its bytes; the reading stands in the custody chain. */
    @GET
    public ExhibitFindings about(@PathParam("id") UUID id) {
        return findings.about(id, caller);
    }
}
