package org.trapline.takedown.cases;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import org.trapline.takedown.matters.MatterAccess;

@Path("/api/takedown/cases")
@RolesAllowed(Roles.LEGAL)
class CaseResource {

    private static final Logger LOG = Logger.getLogger(CaseResource.class);

    private final Cases cases;
    private final MatterAccess access;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    CaseResource(Cases cases, MatterAccess access, Idempotency idempotency, Caller caller, Clock clock) {
        this.cases = cases;
        this.access = access;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    record NewCase(
            @NotNull UUID matter,
            @NotNull @Size(min = 1, max = 500) String title,
            @Valid CourtCase.@Nullable Court court,
            @Size(max = 100) @Nullable List<CourtCase.@Valid @NotNull Count> counts,
            @Size(max = 1000) @Nullable List<CourtCase.@Valid @NotNull Party> parties) {

        CourtCase.Content content() {
            return new CourtCase.Content(
                    title,
                    court == null ? new CourtCase.Court(null, null, null, null) : court,
                    counts == null ? List.of() : counts,
                    parties == null ? List.of() : parties);
        }
    }

    /** What is absent stays as it is. */
    record Change(
            @Size(min = 1, max = 500) @Nullable String title,
            @Valid CourtCase.@Nullable Court court,
            @Size(max = 100) @Nullable List<CourtCase.@Valid @NotNull Count> counts,
            @Size(max = 1000) @Nullable List<CourtCase.@Valid @NotNull Party> parties) {

        CourtCase.Content over(CourtCase.Content old) {
            return new CourtCase.Content(
                    title == null ? old.title() : title,
                    court == null ? old.court() : court,
                    counts == null ? old.counts() : counts,
                    parties == null ? old.parties() : parties);
        }
    }

    record CaseView(
            UUID id,
            UUID matter,
            long version,
            String title,
            CourtCase.Court court,
            List<CourtCase.Count> counts,
            List<CourtCase.Party> parties,
            Instant createdAt) {
        static CaseView of(CourtCase c) {
            CourtCase.Content content = c.content();
            return new CaseView(
                    c.id(),
                    c.matter(),
                    c.version(),
                    content.title(),
                    content.court(),
                    content.counts(),
                    content.parties(),
                    c.createdAt());
        }
    }

    @POST
    @Transactional
    public RestResponse<CaseView> open(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewCase wanted) {
        access.require(wanted.matter());
        UUID id = idempotency.once(caller.subject(), key, "POST /cases " + wanted, () -> {
            CourtCase opened = new CourtCase(
                    UuidCreator.getTimeOrderedEpoch(), wanted.matter(), wanted.content(), clock.instant());
            cases.persistAndFlush(opened);
            LOG.infof("case opened case=%s matter=%s by=%s", opened.id(), opened.matter(), caller.subject());
            return opened.id();
        });
        CourtCase opened = cases.visible(id);
        return Answers.created("cases/" + id, opened.version(), CaseView.of(opened));
    }

    @GET
    @Transactional
    public Page<CaseView> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        List<CourtCase> rows = cases.visible(caller.subject(), Cursors.before(cursor), limit + 1);
        return Page.of(rows, limit, c -> Cursor.of(c.id()), CaseView::of);
    }

    @GET
    @Path("{id}")
    @Transactional
    public RestResponse<CaseView> get(@RestPath UUID id) {
        CourtCase found = cases.visible(id);
        return Answers.ok(found.version(), CaseView.of(found));
    }

    @PATCH
    @Path("{id}")
    @Transactional
    public RestResponse<CaseView> change(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Change change) {
        CourtCase found = cases.visible(id);
        Versions.require(ifMatch, found.version());
        found.edit(change.over(found.content()));
        cases.flush();
        LOG.infof("case changed case=%s version=%d by=%s", id, found.version(), caller.subject());
        return Answers.ok(found.version(), CaseView.of(found));
    }
}
