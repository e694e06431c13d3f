package org.trapline.takedown.matters;

import com.github.f4b6a3.uuid.UuidCreator;
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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.defaults.Versions;
import org.trapline.messaging.Idempotency;
import org.trapline.takedown.Answers;
import org.trapline.takedown.Cursors;

@Path("/api/takedown/matters")
class MatterResource {

    private static final Logger LOG = Logger.getLogger(MatterResource.class);

    private final MatterRepository matters;
    private final MatterAccess access;
    private final People people;
    private final MatterNews news;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    MatterResource(
            MatterRepository matters,
            MatterAccess access,
            People people,
            MatterNews news,
            Idempotency idempotency,
            Caller caller,
            Clock clock) {
        this.matters = matters;
        this.access = access;
        this.people = people;
        this.news = news;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param members user names or token subjects; whoever creates the matter is always one */
    record NewMatter(
            @NotBlank @Size(max = 200) String name,
            @Size(max = 500) @Nullable List<@NotBlank String> members) {}

    /** What is absent stays as it is. */
    record Change(
            @Size(min = 1, max = 200) @Nullable String name,
            @Size(max = 500) @Nullable List<@NotBlank String> members) {}

    /**
     * @param members token subjects
     * @param invited user names of members who have not called this service yet
     */
    record MatterView(
            UUID id,
            String name,
            boolean sealed,
            long version,
            List<String> members,
            List<String> invited,
            Instant createdAt) {
        static MatterView of(Matter m) {
            return new MatterView(m.id(), m.name(), m.sealed(), m.version(), m.members(), m.invited(), m.createdAt());
        }
    }

    @POST
    @RolesAllowed(Roles.LEGAL)
    @Transactional
    public RestResponse<MatterView> create(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewMatter wanted) {
        people.meet(caller);
        UUID id = idempotency.once(caller.subject(), key, "POST /matters " + wanted, () -> {
            Matter matter = new Matter(UuidCreator.getTimeOrderedEpoch(), wanted.name(), clock.instant());
            setMembers(matter, wanted.members() == null ? List.of() : wanted.members());
            matters.persist(matter);
            news.tell(matter);
            LOG.infof("matter created matter=%s by=%s", matter.id(), caller.subject());
            return matter.id();
        });
        Matter matter = access.visible(id);
        return Answers.created("matters/" + id, matter.version(), MatterView.of(matter));
    }

    @GET
    @RolesAllowed({Roles.LEGAL, Roles.INVESTIGATOR})
    @Transactional
    public Page<MatterView> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        people.meet(caller);
        List<Matter> rows = matters.visible(caller.subject(), Cursors.before(cursor), limit + 1);
        return Page.of(rows, limit, m -> Cursor.of(m.id()), MatterView::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.LEGAL, Roles.INVESTIGATOR})
    @Transactional
    public RestResponse<MatterView> get(@RestPath UUID id) {
        return answer(access.visible(id));
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed(Roles.LEGAL)
    @Transactional
    public RestResponse<MatterView> change(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Change change) {
        Matter matter = access.visible(id);
        Versions.require(ifMatch, matter.version());
        if (change.members() != null) {
            setMembers(matter, change.members());
        }
        if (change.name() != null) {
            matter.rename(change.name(), clock.instant());
        }
        news.tell(matter);
        LOG.infof("matter changed matter=%s version=%d by=%s", id, matter.version(), caller.subject());
        return answer(matter);
    }

    @POST
    @Path("{id}/seal")
    @RolesAllowed(Roles.LEGAL)
    @Transactional
    public RestResponse<MatterView> seal(@RestPath UUID id) {
        Matter matter = access.visible(id);
        matter.seal(clock.instant());
        news.tell(matter);
        LOG.infof("matter sealed matter=%s by=%s", id, caller.subject());
        return answer(matter);
    }

    @POST
    @Path("{id}/unseal")
    @RolesAllowed(Roles.LEGAL)
    @Transactional
    public RestResponse<MatterView> unseal(@RestPath UUID id) {
        Matter matter = access.visible(id);
        matter.unseal(clock.instant());
        news.tell(matter);
        LOG.infof("matter unsealed matter=%s by=%s", id, caller.subject());
        return answer(matter);
    }

    private void setMembers(Matter matter, List<String> namesOrSubjects) {
        People.Resolved resolved = people.resolve(namesOrSubjects);
        matter.setMembers(caller.subject(), resolved.subjects(), resolved.strangers(), clock.instant());
    }

    private static RestResponse<MatterView> answer(Matter matter) {
        return Answers.ok(matter.version(), MatterView.of(matter));
    }
}
