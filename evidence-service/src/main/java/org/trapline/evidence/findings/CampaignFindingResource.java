package org.trapline.evidence.findings;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.trapline.defaults.Roles;

/** The findings on the messages of a campaign in sum, for legal staff and investigators. */
@Path("/api/evidence/campaigns/{id}/findings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
public class CampaignFindingResource {

    private final ScopedFindings findings;

    CampaignFindingResource(ScopedFindings findings) {
        this.findings = findings;
    }

    /** What the machine says of the campaign's messages, as counts. */
    @GET
    public RollUp findings(@PathParam("id") UUID id) {
        return findings.rollUp(Scope.Kind.CAMPAIGN, id);
    }
}
