package org.trapline.attribution.claims;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.matters.Matters;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.messaging.Idempotency;

@Path("/api/attribution/claims")
class ClaimResource {

    private final Claims claims;
    private final Matters matters;
    private final Idempotency idempotency;
    private final Caller caller;

    ClaimResource(Claims claims, Matters matters, Idempotency idempotency, Caller caller) {
        this.claims = claims;
        this.matters = matters;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.INVESTIGATOR)
    @Transactional
    public RestResponse<ClaimView> enter(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewClaim wish) {
        matters.require(wish.matter(), caller);
        Statement statement = wish.statement();
        UUID id = idempotency.once(
                caller.subject(),
                key,
                "POST claims " + wish,
                () -> claims.record(wish.matter(), statement, caller.subject()));
        return RestResponse.ResponseBuilder.<ClaimView>created(URI.create("/api/attribution/claims/" + id))
                .entity(one(id))
                .build();
    }

    @GET
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    @Transactional
    public Page<ClaimView> list(
            @QueryParam("matter") @Nullable UUID matter,
            @QueryParam("party") @Nullable UUID party,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        if (matter != null) {
            matters.require(matter, caller);
        }
        return Page.of(
                claims.page(matter, party, caller, Cursor.decodeId(cursor), limit + 1),
                limit,
                claim -> Cursor.of(claim.id()),
                ClaimView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    @Transactional
    public ClaimView one(UUID id) {
        return claims.find(id)
                .filter(claim -> matters.visible(claim.matter(), caller))
                .map(ClaimView::of)
                .orElseThrow(() -> new NoSuchClaim(id));
    }

    /**
     * @param observedAt RFC 3339 time, or a date alone for a source that knows no more
     * @param confidence that the statement is right given its source, in (0, 1]; 0.9 when not said
     */
    record NewClaim(
            @NotNull UUID matter,
            ClaimView.@NotNull @Valid Thing subject,
            @NotNull Predicate predicate,
            ClaimView.@NotNull @Valid Thing object,
            @NotNull @Valid Provenance source,
            @NotNull String observedAt,
            @Nullable Double confidence) {

        Statement statement() {
            return new Statement(
                    subject.reference("subject"),
                    predicate,
                    object.reference("object"),
                    source,
                    time(observedAt),
                    confidence == null ? Statement.USUAL_CONFIDENCE : confidence);
        }

        private static Instant time(String text) {
            try {
                return text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                        : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new InvalidClaim("observedAt must be an RFC 3339 date or time");
            }
        }
    }
}
