package org.trapline.evidence.findings;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.defaults.Versions;
import org.trapline.evidence.exhibits.ExhibitAccess;

/** One finding, and what people said of it: legal staff and investigators accept or reject it. */
@Path("/api/evidence/findings")
@Produces(MediaType.APPLICATION_JSON)
public class FindingResource {

    private final Findings findings;
    private final Reviews reviews;
    private final ExhibitAccess access;
    private final Rules rules;
    private final Caller caller;
    private final Clock clock;

    FindingResource(Findings findings, Reviews reviews, ExhibitAccess access, Rules rules, Caller caller, Clock clock) {
        this.findings = findings;
        this.reviews = reviews;
        this.access = access;
        this.rules = rules;
        this.caller = caller;
        this.clock = clock;
    }

    /** One finding with its reviews; its entity tag is asked for by a review. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    public RestResponse<ExhibitFindings.View> finding(@PathParam("id") String id) {
        ExhibitFindings.View view = findings.one(FindingId.parse(id), caller);
        return RestResponse.ResponseBuilder.ok(view)
                .header("ETag", Versions.etag(view.history().size()))
                .build();
    }

    /** A person accepts or rejects what the machine said. A later review counts in place of this one, which stays. */
    @POST
    @Path("/{id}/review")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
    @APIResponseSchema(value = ExhibitFindings.View.class, responseCode = "201")
    public RestResponse<ExhibitFindings.View> review(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull NewReview wanted) {
        FindingId finding = FindingId.parse(id);
        int all = reviews.count(finding);
        ExhibitFindings.View before = findings.one(finding, caller);
        int count = before.history().size();
        Versions.require(ifMatch, count);
        Reviews.Review review = new Reviews.Review(
                finding.rule(),
                count + 1,
                before.ruleVersion(),
                rules.set().version(),
                before.verdict(),
                wanted.verdict(),
                wanted.reason(),
                caller.name(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        UUID matter = access.matterOf(finding.exhibit(), caller);
        if (!reviews.add(finding.exhibit(), all + 1, review, matter, caller.subject())) {
            // Somebody else's review came in between, which If-Match: * would not notice.
            Versions.require(Versions.etag(count), count + 1L);
        }
        return RestResponse.ResponseBuilder.<ExhibitFindings.View>created(
                        URI.create("/api/evidence/findings/" + finding))
                .header("ETag", Versions.etag(count + 1))
                .entity(before.with(review))
                .build();
    }

    /**
     * @param verdict whether the machine's verdict is right
     * @param reason in the person's words
     */
    public record NewReview(
            @NotNull Reviews.Decision verdict,
            @NotBlank @Size(max = 4000) String reason) {}
}
