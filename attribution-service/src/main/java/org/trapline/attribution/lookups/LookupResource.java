package org.trapline.attribution.lookups;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.matters.Matters;
import org.trapline.attribution.matters.OutboundSwitch;
import org.trapline.attribution.sites.SiteName;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.messaging.Idempotency;

/** Requests to look sites up outside. The answer comes later; it is a job's, never the request's. */
@Path("/api/attribution/lookups")
class LookupResource {

    private static final Logger LOG = Logger.getLogger(LookupResource.class);
    private static final int MOST_DOMAINS = 1_000;

    private final LookupJobs jobs;
    private final Matters matters;
    private final OutboundSwitch outbound;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    LookupResource(
            LookupJobs jobs,
            Matters matters,
            OutboundSwitch outbound,
            Idempotency idempotency,
            Caller caller,
            Clock clock) {
        this.jobs = jobs;
        this.matters = matters;
        this.outbound = outbound;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Roles.INVESTIGATOR)
    @Transactional
    public RestResponse<Accepted> request(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewLookup wish) {
        matters.require(wish.matter(), caller);
        List<SiteName> sites =
                wish.domains().stream().map(SiteName::of).distinct().toList();
        UUID id = idempotency.once(caller.subject(), key, "POST lookups " + wish, () -> create(wish.matter(), sites));
        return RestResponse.ResponseBuilder.<Accepted>create(RestResponse.Status.ACCEPTED)
                .location(URI.create("/api/attribution/lookups/" + id))
                .entity(new Accepted(id, jobs.of(id).size()))
                .build();
    }

    private UUID create(UUID matter, List<SiteName> sites) {
        if (!outbound.on(matter)) {
            throw new OutboundOff(matter);
        }
        Lookup lookup = new Lookup(matter, caller.subject(), clock.instant());
        jobs.add(
                lookup,
                sites.stream().map(site -> new LookupJob(lookup, site.domain())).toList());
        sites.forEach(site -> matters.names(matter, site.domain()));
        LOG.infof("look-up requested lookup=%s matter=%s sites=%d", lookup.id(), matter, sites.size());
        return lookup.id();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.SERVICE})
    @Transactional
    public Progress progress(UUID id) {
        jobs.find(id)
                .filter(lookup -> matters.visible(lookup.matter(), caller))
                .orElseThrow(() -> new NoSuchLookup(id));
        return Progress.of(id, jobs.of(id));
    }

    /** @param domains sites or hosts below them; each is looked up by its registrable name, once */
    record NewLookup(
            @NotNull UUID matter,
            @NotEmpty @Size(max = MOST_DOMAINS) List<@NotBlank String> domains) {}

    /** @param jobs sites to look up */
    record Accepted(UUID id, int jobs) {}

    /**
     * @param done    look-ups with an answer, whatever it says
     * @param failed  those that gave up and say why
     * @param pending those still to come
     */
    record Progress(UUID id, long done, long failed, long pending, List<Job> jobs) {

        static Progress of(UUID id, List<LookupJob> jobs) {
            return new Progress(
                    id,
                    count(jobs, JobState.DONE),
                    count(jobs, JobState.FAILED),
                    count(jobs, JobState.PENDING),
                    jobs.stream().map(Job::of).toList());
        }

        private static long count(List<LookupJob> jobs, JobState state) {
            return jobs.stream().filter(job -> job.state() == state).count();
        }
    }

    /**
     * @param attempts those that count towards giving up; while the evidence service is away none does
     * @param error   why it failed, or why it is to be tried again
     * @param exhibit the registry's answer
     */
    record Job(
            String domain,
            JobState state,
            int attempts,
            @Nullable String error,
            @Nullable UUID exhibit) {

        static Job of(LookupJob job) {
            return new Job(job.site(), job.state(), job.attempts(), job.error(), job.exhibit());
        }
    }
}
