package org.trapline.takedown.registrars;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.defaults.Versions;
import org.trapline.takedown.Answers;

/** The IANA id is the entry's id, so creating it twice is seen without an Idempotency-Key. */
@Path("/api/takedown/registrars")
@RolesAllowed(Roles.ADMIN)
class RegistrarResource {

    private static final Logger LOG = Logger.getLogger(RegistrarResource.class);

    private final RegistrarDirectory directory;
    private final Caller caller;

    RegistrarResource(RegistrarDirectory directory, Caller caller) {
        this.directory = directory;
        this.caller = caller;
    }

    /**
     * @param ianaId        of the IANA registrar list
     * @param country       ISO 3166-1 alpha-2
     * @param abuseContacts used when RDAP gives none
     * @param channels      how it takes notices; EMAIL and PORTAL when absent
     * @param reach         how a court order reaches it, for example whether it must be domesticated first
     */
    record NewRegistrar(
            @NotNull @Pattern(regexp = "\\d{1,9}") String ianaId,
            @NotBlank @Size(max = 200) String name,
            @Pattern(regexp = "[A-Z]{2}") @Nullable String country,
            @Size(max = 20) @Nullable List<@NotNull @Email String> abuseContacts,
            @Nullable List<Registrar.@NotNull Channel> channels,
            @Size(max = 1000) @Nullable String reach) {}

    /** What is absent stays as it is. */
    record Change(
            @Size(min = 1, max = 200) @Nullable String name,
            @Pattern(regexp = "[A-Z]{2}") @Nullable String country,
            @Size(max = 20) @Nullable List<@NotNull @Email String> abuseContacts,
            @Nullable List<Registrar.@NotNull Channel> channels,
            @Size(max = 1000) @Nullable String reach) {}

    record RegistrarView(
            String ianaId,
            String name,
            @Nullable String country,
            List<String> abuseContacts,
            List<Registrar.Channel> channels,
            @Nullable String reach,
            long version) {
        static RegistrarView of(Registrar r) {
            return new RegistrarView(
                    r.ianaId(), r.name(), r.country(), r.abuseContacts(), r.channels(), r.reach(), r.version());
        }
    }

    @POST
    @Transactional
    public RestResponse<RegistrarView> add(@Valid @NotNull NewRegistrar wanted) {
        if (directory.findById(wanted.ianaId()) != null) {
            throw new RegistrarKnown(wanted.ianaId());
        }
        Registrar added = new Registrar(
                wanted.ianaId(),
                wanted.name(),
                wanted.country(),
                wanted.abuseContacts() == null ? List.of() : wanted.abuseContacts(),
                wanted.channels() == null
                        ? List.of(Registrar.Channel.EMAIL, Registrar.Channel.PORTAL)
                        : wanted.channels(),
                wanted.reach());
        try {
            directory.persistAndFlush(added);
        } catch (ConstraintViolationException e) {
            // Somebody else adds it at the same time; the row has no other constraint that input could break.
            throw new RegistrarKnown(wanted.ianaId());
        }
        LOG.infof("registrar added registrar=%s by=%s", added.ianaId(), caller.subject());
        return Answers.created("registrars/" + added.ianaId(), added.version(), RegistrarView.of(added));
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.LEGAL})
    @Transactional
    public Page<RegistrarView> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Cursor after = Cursor.decode(cursor, 1);
        List<Registrar> rows = directory.after(after == null ? "" : after.key(0), limit + 1);
        return Page.of(rows, limit, r -> Cursor.of(r.ianaId()), RegistrarView::of);
    }

    @GET
    @Path("{ianaId}")
    @RolesAllowed({Roles.ADMIN, Roles.LEGAL})
    @Transactional
    public RestResponse<RegistrarView> get(@RestPath String ianaId) {
        Registrar found = find(ianaId);
        return Answers.ok(found.version(), RegistrarView.of(found));
    }

    @PATCH
    @Path("{ianaId}")
    @Transactional
    public RestResponse<RegistrarView> change(
            @RestPath String ianaId, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Change change) {
        Registrar found = find(ianaId);
        Versions.require(ifMatch, found.version());
        found.edit(
                change.name() == null ? found.name() : change.name(),
                change.country() == null ? found.country() : change.country(),
                change.abuseContacts() == null ? found.abuseContacts() : change.abuseContacts(),
                change.channels() == null ? found.channels() : change.channels(),
                change.reach() == null ? found.reach() : change.reach());
        directory.flush();
        LOG.infof("registrar changed registrar=%s version=%d by=%s", ianaId, found.version(), caller.subject());
        return Answers.ok(found.version(), RegistrarView.of(found));
    }

    private Registrar find(String ianaId) {
        return directory.findByIdOptional(ianaId).orElseThrow(() -> new NoSuchRegistrar(ianaId));
    }
}
