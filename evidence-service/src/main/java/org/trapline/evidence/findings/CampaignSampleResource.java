package org.trapline.evidence.findings;

import jakarta.annotation.security.RolesAllowed;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;

/** Legal staff and investigators draw random samples of a campaign and see what the reviews of them come to. */
@Path("/api/evidence/campaigns/{id}/samples")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
public class CampaignSampleResource {

    private final ScopedFindings findings;

    CampaignSampleResource(ScopedFindings findings) {
        this.findings = findings;
    }

    /** Draws a uniform random sample of the messages in which the machine indicated a rule. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = SampleView.class, responseCode = "201")
    public RestResponse<SampleView> draw(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull NewSample wanted) {
        return findings.draw(Scope.Kind.CAMPAIGN, id, key, wanted);
    }

    @GET
    public Page<SampleView> samples(@PathParam("id") UUID id) {
        return findings.samples(Scope.Kind.CAMPAIGN, id);
    }

    /** How far people are with a sample, and the rate once they are done. */
    @GET
    @Path("/{sample}")
    public SampleView sample(@PathParam("id") UUID id, @PathParam("sample") UUID sample) {
        return findings.sample(Scope.Kind.CAMPAIGN, id, sample);
    }
}
