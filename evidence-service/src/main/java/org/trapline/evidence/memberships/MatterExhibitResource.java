package org.trapline.evidence.memberships;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.InvalidCursor;
import org.trapline.defaults.Roles;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyEvent;
import org.trapline.evidence.custody.CustodyLog;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.evidence.following.Followers;
import org.trapline.evidence.matters.MatterAccess;
import org.trapline.evidence.publishing.LedgerPublisher;
import org.trapline.evidence.search.SearchProjection;
import org.trapline.messaging.Idempotency;

@Path("/api/evidence/matters/{id}/exhibits")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL})
public class MatterExhibitResource {

    private static final Logger LOG = Logger.getLogger(MatterExhibitResource.class);

    private static final int TRANSACTION_SECONDS = 120;

    private final Memberships memberships;
    private final Exhibits exhibits;
    private final ExhibitAccess access;
    private final RawExhibits raw;
    private final CustodyLog custody;
    private final MatterAccess matters;
    private final Followers followers;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    MatterExhibitResource(
            Memberships memberships,
            Exhibits exhibits,
            ExhibitAccess access,
            RawExhibits raw,
            CustodyLog custody,
            MatterAccess matters,
            Followers followers,
            Idempotency idempotency,
            Caller caller,
            Clock clock) {
        this.memberships = memberships;
        this.exhibits = exhibits;
        this.access = access;
        this.raw = raw;
        this.custody = custody;
        this.matters = matters;
        this.followers = followers;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Adds exhibits to a matter: an event in the chain of each, no receipt, since nobody handed anything in. Named exhibits are
     * added all or not at all. Of a selection one call takes as many as 1,000; {@code next} is the cursor of the next one.
     * Whoever may see the matter may see them from then on, of what they came in by only what he may see anyway.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Addition add(
            @PathParam("id") UUID matter,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull NewAddition wanted) {
        matters.require(matter, caller.subject());
        long after = after(wanted);
        UUID id = QuarkusTransaction.requiringNew()
                .timeout(TRANSACTION_SECONDS)
                .call(() -> idempotency.once(
                        caller.subject(),
                        key,
                        "POST /matters/" + matter + "/exhibits " + wanted,
                        () -> add(matter, wanted, after)));
        followers.redoNoted();
        return memberships.addition(id);
    }

    private UUID add(UUID matter, NewAddition wanted, long after) {
        List<UUID> named = wanted.exhibits();
        if (named != null) {
            List<UUID> distinct = named.stream().distinct().toList();
            access.requireAll(distinct, caller);
            exhibits.lock(distinct);
            raw.refuseDisposed(distinct);
            return add(matter, distinct, 0, null, wanted.reason());
        }
        List<Memberships.Selected> found =
                memberships.select(wanted, access.sight(caller), after, NewAddition.MOST + 1);
        boolean more = found.size() > NewAddition.MOST;
        List<Memberships.Selected> taken = more ? found.subList(0, NewAddition.MOST) : found;
        List<UUID> selected = new ArrayList<>(
                taken.stream().map(Memberships.Selected::exhibit).toList());
        exhibits.lock(selected);
        Set<UUID> disposed = raw.disposed(selected);
        selected.removeAll(disposed);
        return add(
                matter,
                selected,
                disposed.size(),
                more ? taken.get(taken.size() - 1).leaf() : null,
                wanted.reason());
    }

    /** The exhibits' rows are held: nobody disposes of them or adds them meanwhile. */
    private UUID add(UUID matter, List<UUID> selected, int disposed, @Nullable Long next, String reason) {
        Set<UUID> members = memberships.members(matter, selected);
        List<UUID> fresh = selected.stream().filter(e -> !members.contains(e)).toList();
        Addition addition =
                new Addition(UuidCreator.getTimeOrderedEpoch(), matter, fresh.size(), members.size(), disposed, null);
        Actor by = Actor.of(caller);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        memberships.add(addition, fresh, reason, by, now, next);
        custody.append(fresh.stream()
                .map(exhibit -> CustodyEvent.draft(exhibit, CustodyType.TRANSFERRED_IN, now, by)
                        .purpose(reason)
                        .matter(matter)
                        .reference(addition.id())
                        .done())
                .toList());
        // The one projection that keeps the matters of an exhibit; whatever else asks for them reads the rows.
        followers.redo(SearchProjection.NAME, exhibits.leaves(fresh));
        // The other services know of an exhibit that is not open by what they were told of its matters.
        followers.redo(
                LedgerPublisher.NAME,
                exhibits.leaves(access.mattersOf(fresh, caller).keySet()));
        LOG.infof(
                "exhibits added to a matter addition=%s matter=%s added=%d alreadyThere=%d disposed=%d by=%s",
                addition.id(), matter, fresh.size(), members.size(), disposed, caller.subject());
        return addition.id();
    }

    private static long after(NewAddition wanted) {
        Cursor cursor = Cursor.decode(wanted.cursor(), 1);
        try {
            return cursor == null ? -1 : Long.parseLong(cursor.key(0));
        } catch (NumberFormatException e) {
            throw new InvalidCursor();
        }
    }
}
