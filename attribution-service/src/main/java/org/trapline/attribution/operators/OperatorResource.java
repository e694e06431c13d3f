package org.trapline.attribution.operators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.matters.Matters;
import org.trapline.attribution.sites.BlockedExhibits;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.events.OperatorReviewed.Verdict;

/** Hypotheses about operators, as far as the caller may see their matters. */
@Path("/api/attribution/operators")
class OperatorResource {

    private final Operators operators;
    private final Reviews reviews;
    private final BlockedExhibits blocked;
    private final Matters matters;
    private final Caller caller;

    OperatorResource(Operators operators, Reviews reviews, BlockedExhibits blocked, Matters matters, Caller caller) {
        this.operators = operators;
        this.reviews = reviews;
        this.blocked = blocked;
        this.matters = matters;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    @Transactional
    public Page<OperatorView> list(
            @QueryParam("matter") @Nullable UUID matter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        if (matter != null) {
            matters.require(matter, caller);
        }
        return Page.of(
                operators.page(matter, caller, Cursor.decodeId(cursor), limit + 1),
                limit,
                operator -> Cursor.of(operator.id()),
                this::view);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    @Transactional
    public OperatorView one(UUID id) {
        return view(visible(id));
    }

    /**
     * The document whose canonical form without {@code sha256} hashes to {@code sha256}.
     *
     * @param revision an earlier one on request, as an order may have frozen it
     */
    @GET
    @Path("/{id}/explanation")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    @Transactional
    public JsonNode explanation(UUID id, @QueryParam("revision") @Nullable Integer revision) {
        Operator operator = visible(id);
        OperatorRevision asked = operators
                .revision(id, revision == null ? operator.revision() : revision)
                .orElseThrow(() -> new NoSuchOperator(id));
        return ((ObjectNode) asked.explanation()).put("sha256", asked.sha256());
    }

    @GET
    @Path("/{id}/graph")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    public Graph graph(UUID id) {
        return Graph.of(operators.current(visible(id)));
    }

    @GET
    @Path("/{id}/graph")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
    @Produces("text/vnd.graphviz")
    @Transactional
    public String dot(UUID id) {
        return graph(id).dot();
    }

    /** A person's verdict on the current revision; an order may rest on an accepted one. */
    @POST
    @Path("/{id}/review")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
    @Transactional
    public RestResponse<ReviewView> review(
            UUID id, @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewReview wish) {
        visible(id);
        OperatorReview review = reviews.review(id, key, wish, caller);
        return RestResponse.ResponseBuilder.<ReviewView>created(URI.create("/api/attribution/operators/" + id))
                .entity(ReviewView.of(review))
                .build();
    }

    private Operator visible(UUID id) {
        return operators
                .find(id)
                .filter(operator -> matters.visible(operator.matter(), caller))
                .orElseThrow(() -> new NoSuchOperator(id));
    }

    private OperatorView view(Operator operator) {
        OperatorRevision current = operators.current(operator);
        return OperatorView.of(
                operator,
                current,
                operators.review(operator.id(), operator.revision()),
                blocked.among(current.exhibits()));
    }

    /** @param revision the one that was read; another is refused */
    record NewReview(
            @NotNull Integer revision,
            @NotNull Verdict verdict,
            @NotBlank @Size(max = 4000) String reason) {}

    /** @param by name of the person */
    record ReviewView(UUID id, UUID operator, int revision, Verdict verdict, String reason, String by, Instant at) {

        static ReviewView of(OperatorReview review) {
            return new ReviewView(
                    review.id(),
                    review.operator(),
                    review.revision(),
                    review.verdict(),
                    review.reason(),
                    review.reviewerName(),
                    review.reviewedAt());
        }
    }
}
