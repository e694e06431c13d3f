package org.trapline.takedown.notices;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.takedown.Cursors;

/** The portal for registrars with an account: each sees the notices of the one registrar that its token names. */
@Path("/api/takedown/notices")
@RolesAllowed(Roles.REGISTRAR)
class RegistrarPortalResource {

    private final NoticeRepository notices;
    private final Portal portal;
    private final Caller caller;

    RegistrarPortalResource(NoticeRepository notices, Portal portal, Caller caller) {
        this.notices = notices;
        this.portal = portal;
        this.caller = caller;
    }

    @GET
    @Transactional
    public Page<NoticeView> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        String mine = caller.registrar().orElseThrow(NoSuchNotice::new);
        List<Notice> rows = notices.to(mine, Cursors.before(cursor), limit + 1);
        return Page.of(rows, limit, n -> Cursor.of(n.id()), portal::view);
    }

    @GET
    @Path("{id}")
    @Transactional
    public NoticeView get(@RestPath UUID id) {
        return portal.view(mine(id));
    }

    @GET
    @Path("{id}/document")
    @Produces("text/plain;charset=UTF-8")
    @Transactional
    public String document(@RestPath UUID id) {
        return mine(id).document();
    }

    @POST
    @Path("{id}/acknowledgement")
    @Transactional
    public NoticeView acknowledge(@RestPath UUID id, @Valid Answer.@Nullable Acknowledgement made) {
        return portal.acknowledge(lockedMine(id).id(), caller.subject(), made == null ? null : made.reference());
    }

    @POST
    @Path("{id}/effect")
    @Transactional
    public NoticeView effect(@RestPath UUID id, @Valid Answer.@Nullable Effect claimed) {
        return portal.claimEffect(lockedMine(id).id(), caller.subject(), claimed == null ? null : claimed.names());
    }

    @POST
    @Path("{id}/objection")
    @Transactional
    public NoticeView object(@RestPath UUID id, @Valid @NotNull Answer.Objection objection) {
        return portal.object(lockedMine(id).id(), caller.subject(), objection);
    }

    private Notice mine(UUID id) {
        return mine(notices.findByIdOptional(id));
    }

    /** Locked from its first reading: the platform may be noting the notice's delivery at this moment. */
    private Notice lockedMine(UUID id) {
        return mine(notices.locked(id));
    }

    private Notice mine(Optional<Notice> found) {
        return found.filter(notice ->
                        caller.registrar().filter(notice.registrar()::equals).isPresent())
                .orElseThrow(NoSuchNotice::new);
    }
}
