package org.trapline.evidence.exhibits;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyEvent;
import org.trapline.evidence.custody.CustodyLog;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.messaging.Idempotency;

/** Exhibits whose raw bytes need a second person. */
@Path("/api/evidence/exhibits/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Transactional
public class RestrictionResource {

    private final RestrictionRows rows;
    private final ExhibitAccess access;
    private final CustodyLog custody;
    private final Idempotency idempotency;
    private final RestrictionConfig config;
    private final Caller caller;
    private final Clock clock;

    RestrictionResource(
            RestrictionRows rows,
            ExhibitAccess access,
            CustodyLog custody,
            Idempotency idempotency,
            RestrictionConfig config,
            Caller caller,
            Clock clock) {
        this.rows = rows;
        this.access = access;
        this.custody = custody;
        this.idempotency = idempotency;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Path("/restriction")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
    @APIResponseSchema(value = Restrictions.class, responseCode = "201")
    public RestResponse<Restrictions> restrict(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull NewRestriction wanted) {
        Exhibit exhibit = access.require(id, caller);
        idempotency.once(caller.subject(), key, "POST /exhibits/" + id + "/restriction " + wanted, () -> {
            UUID restriction = UuidCreator.getTimeOrderedEpoch();
            if (!rows.place(restriction, id, access.matterOf(id, caller), wanted, caller.subject(), now())) {
                throw new IllegalRestriction("The exhibit is restricted as " + wanted.kind() + " already");
            }
            append(exhibit, CustodyType.RESTRICTED, wanted.kind() + ": " + wanted.reason(), restriction, null);
            return restriction;
        });
        return RestResponse.ResponseBuilder.<Restrictions>created(
                        URI.create("/api/evidence/exhibits/" + id + "/restriction"))
                .entity(restrictions(id))
                .build();
    }

    /** The restrictions that stand; none when the raw bytes need no second person. */
    @GET
    @Path("/restriction")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    public Restrictions restrictions(@PathParam("id") UUID id) {
        access.require(id, caller);
        return new Restrictions(rows.standing(id, access.sight(caller)));
    }

    @POST
    @Path("/restriction/lift")
    @RolesAllowed(Roles.LEGAL)
    @APIResponse(responseCode = "204", description = "Lifted")
    public void lift(@PathParam("id") UUID id, @Valid @NotNull NewRestriction wanted) {
        Exhibit exhibit = access.require(id, caller);
        if (!rows.lift(id, wanted, caller.subject(), now())) {
            throw new IllegalRestriction("The exhibit is not restricted as " + wanted.kind());
        }
        append(exhibit, CustodyType.UNRESTRICTED, wanted.kind() + ": " + wanted.reason(), null, null);
    }

    /** Asks for the raw bytes of a restricted exhibit. */
    @POST
    @Path("/raw-access")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
    @APIResponseSchema(value = Request.class, responseCode = "201")
    public RestResponse<Request> request(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull Purpose wanted) {
        Exhibit exhibit = access.require(id, caller);
        UUID request = idempotency.once(
                caller.subject(),
                key,
                "POST /exhibits/" + id + "/raw-access " + wanted,
                () -> request(exhibit, wanted.purpose()));
        return RestResponse.ResponseBuilder.<Request>created(
                        URI.create("/api/evidence/exhibits/" + id + "/raw-access/" + request))
                .entity(require(id, request))
                .build();
    }

    private UUID request(Exhibit exhibit, String purpose) {
        UUID request = UuidCreator.getTimeOrderedEpoch();
        UUID matter = access.matterOf(exhibit.id(), caller);
        rows.request(request, exhibit.id(), matter, purpose, caller.subject(), caller.name(), now());
        append(exhibit, CustodyType.REQUESTED, purpose, request, null);
        return request;
    }

    /** The last hundred requests, newest first. */
    @GET
    @Path("/raw-access")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
    public List<Request> requests(@PathParam("id") UUID id) {
        access.require(id, caller);
        return rows.requests(id, access.sight(caller));
    }

    @GET
    @Path("/raw-access/{request}")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
    public Request request(@PathParam("id") UUID id, @PathParam("request") UUID request) {
        access.require(id, caller);
        return require(id, request);
    }

    /** Opens the bytes to the one who asked, for a limited time. */
    @POST
    @Path("/raw-access/{request}/approval")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
    public Request approve(@PathParam("id") UUID id, @PathParam("request") UUID request) {
        Exhibit exhibit = access.require(id, caller);
        Request asked = require(id, request);
        if (asked.requestedBy().equals(caller.subject())) {
            throw new SecondPersonNeeded();
        }
        Instant now = now();
        if (!rows.approve(request, caller.subject(), caller.name(), now, now.plus(config.approvalValid()))) {
            throw new IllegalRestriction("The request was approved before");
        }
        append(exhibit, CustodyType.APPROVED, asked.purpose(), request, asked.requestedByName());
        return require(id, request);
    }

    private Request require(UUID exhibit, UUID request) {
        return rows.find(exhibit, request)
                .filter(r -> access.sight(caller).has(r.matter()))
                .orElseThrow(() -> new NoSuchRequest(request));
    }

    private void append(
            Exhibit exhibit, CustodyType type, String purpose, @Nullable UUID reference, @Nullable String onBehalfOf) {
        custody.append(CustodyEvent.draft(exhibit.id(), type, now(), Actor.of(caller))
                .purpose(purpose)
                .matter(access.matterOf(exhibit.id(), caller))
                .reference(reference)
                .onBehalfOf(onBehalfOf)
                .done());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Why an exhibit's bytes are not for every eye. */
    @Schema(name = "RestrictionKind")
    public enum Kind {
        MALWARE,
        UNLAWFUL_IMAGES,
        PRIVILEGED
    }

    public record Restrictions(List<Restriction> items) {}

    /**
     * A restriction that stands.
     *
     * @param reason why it was laid; null when that was written in a matter that the caller may not see
     */
    public record Restriction(UUID id, Kind kind, @Nullable String reason, Instant placedAt) {}

    /** @param reason why it is laid or lifted */
    public record NewRestriction(
            @NotNull Kind kind, @NotBlank @Size(max = 2000) String reason) {}

    /** @param purpose what the bytes are needed for */
    public record Purpose(@NotBlank @Size(max = 2000) String purpose) {}

    /**
     * A request for the raw bytes.
     *
     * @param requestedByName who asked
     * @param approvedByName the second person; null while nobody has approved
     * @param validUntil end of the time in which the bytes can be read
     * @param matter that it was made in, when the exhibit was not open: it shows to those alone who may see the matter
     */
    @Schema(name = "RawAccessRequest")
    public record Request(
            UUID id,
            String purpose,
            Instant requestedAt,
            @JsonIgnore String requestedBy,
            String requestedByName,
            @Nullable String approvedByName,
            @Nullable Instant validUntil,
            @JsonIgnore @Nullable UUID matter) {}
}
