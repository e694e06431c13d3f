package org.trapline.takedown.notices;

import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * The portal for registrars without an account, by the link in their notice: it is the only credential, so these methods
 * are open to everybody who holds it and answer everybody else as for a notice that does not exist.
 */
@Path("/api/takedown/n/{capability}")
@PermitAll
class CapabilityResource {

    private static final String HOLDER = "capability";

    private final NoticeRepository notices;
    private final Capabilities capabilities;
    private final Portal portal;

    CapabilityResource(NoticeRepository notices, Capabilities capabilities, Portal portal) {
        this.notices = notices;
        this.capabilities = capabilities;
        this.portal = portal;
    }

    @GET
    @Transactional
    public NoticeView get(@RestPath String capability) {
        return portal.view(notices.findById(notice(capability)));
    }

    @GET
    @Path("document")
    @Produces("text/plain;charset=UTF-8")
    @Transactional
    public String document(@RestPath String capability) {
        return notices.findById(notice(capability)).document();
    }

    @POST
    @Path("acknowledgement")
    @Transactional
    public NoticeView acknowledge(@RestPath String capability, @Valid Answer.@Nullable Acknowledgement made) {
        return portal.acknowledge(notice(capability), HOLDER, made == null ? null : made.reference());
    }

    @POST
    @Path("effect")
    @Transactional
    public NoticeView effect(@RestPath String capability, @Valid Answer.@Nullable Effect claimed) {
        return portal.claimEffect(notice(capability), HOLDER, claimed == null ? null : claimed.names());
    }

    @POST
    @Path("objection")
    @Transactional
    public NoticeView object(@RestPath String capability, @Valid @NotNull Answer.Objection objection) {
        return portal.object(notice(capability), HOLDER, objection);
    }

    private UUID notice(String capability) {
        return capabilities.notice(capability).orElseThrow(NoSuchNotice::new);
    }
}
