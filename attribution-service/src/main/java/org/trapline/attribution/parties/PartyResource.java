package org.trapline.attribution.parties;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.matters.Matters;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.messaging.Idempotency;

@Path("/api/attribution/parties")
class PartyResource {

    private static final Logger LOG = Logger.getLogger(PartyResource.class);

    private final Parties parties;
    private final Matters matters;
    private final Idempotency idempotency;
    private final Event<PartyEntered> entered;
    private final Caller caller;
    private final Clock clock;

    PartyResource(
            Parties parties,
            Matters matters,
            Idempotency idempotency,
            Event<PartyEntered> entered,
            Caller caller,
            Clock clock) {
        this.parties = parties;
        this.matters = matters;
        this.idempotency = idempotency;
        this.entered = entered;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Roles.INVESTIGATOR)
    @Transactional
    public RestResponse<View> enter(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewParty wish) {
        matters.require(wish.matter(), caller);
        UUID id = idempotency.once(caller.subject(), key, "POST parties " + wish, () -> create(wish));
        Party party = parties.find(id).orElseThrow(() -> new NoSuchParty(id));
        return RestResponse.ResponseBuilder.<View>created(URI.create("/api/attribution/parties/" + id))
                .entity(View.of(party))
                .build();
    }

    private UUID create(NewParty wish) {
        Party party = new Party(wish.matter(), wish.kind(), wish.name(), caller.subject(), clock.instant());
        parties.add(party);
        entered.fire(new PartyEntered(party));
        LOG.infof("party entered party=%s matter=%s kind=%s", party.id(), party.matter(), party.kind());
        return party.id();
    }

    @GET
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    @Transactional
    public Page<View> list(
            @QueryParam("matter") @Nullable UUID matter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        if (matter != null) {
            matters.require(matter, caller);
        }
        return Page.of(
                parties.page(matter, caller, Cursor.decodeId(cursor), limit + 1),
                limit,
                party -> Cursor.of(party.id()),
                View::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    @Transactional
    public View one(UUID id) {
        return parties.find(id)
                .filter(party -> matters.visible(party.matter(), caller))
                .map(View::of)
                .orElseThrow(() -> new NoSuchParty(id));
    }

    /** @param name as a filing or a witness has it; no registration number is asked for, since many have none */
    record NewParty(
            @NotNull UUID matter,
            Party.@NotNull Kind kind,

            @NotBlank @Size(max = 300) @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters") String name) {}

    record View(UUID id, UUID matter, Party.Kind kind, String name, Instant enteredAt) {

        static View of(Party party) {
            return new View(party.id(), party.matter(), party.kind(), party.name(), party.enteredAt());
        }
    }
}
