package org.trapline.attribution.matters;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;

/** The switch of a matter's look-ups outside. */
@Path("/api/attribution/matters/{matter}/outbound")
class OutboundResource {

    private static final Logger LOG = Logger.getLogger(OutboundResource.class);

    private final Matters matters;
    private final OutboundSwitch outbound;
    private final Caller caller;
    private final Clock clock;

    OutboundResource(Matters matters, OutboundSwitch outbound, Caller caller, Clock clock) {
        this.matters = matters;
        this.outbound = outbound;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
    @Transactional
    public State state(UUID matter) {
        matters.require(matter, caller);
        return outbound.last(matter).map(State::of).orElseGet(() -> State.neverSwitched(matter));
    }

    @PUT
    @RolesAllowed(Roles.INVESTIGATOR)
    @Transactional
    public State decide(UUID matter, @Valid @NotNull Wish wish) {
        matters.require(matter, caller);
        OutboundDecision decision = new OutboundDecision(
                matter, wish.enabled(), wish.reason(), caller.subject(), caller.name(), clock.instant());
        outbound.decide(decision);
        LOG.infof("outbound look-ups switched matter=%s enabled=%s actor=%s", matter, wish.enabled(), caller.subject());
        return State.of(decision);
    }

    /**
     * @param enabled whether look-ups may go out
     * @param reason  kept for good
     */
    record Wish(
            @NotNull Boolean enabled,
            @NotBlank @Size(max = 2000) String reason) {}

    /**
     * @param reason null when nobody ever switched it
     * @param by     name of the person who decided
     */
    record State(
            UUID matter,
            boolean enabled,
            @Nullable String reason,
            @Nullable String by,
            @Nullable Instant at) {

        static State of(OutboundDecision decision) {
            return new State(
                    decision.matter(),
                    decision.enabled(),
                    decision.reason(),
                    decision.actorName(),
                    decision.decidedAt());
        }

        static State neverSwitched(UUID matter) {
            return new State(matter, false, null, null, null);
        }
    }
}
