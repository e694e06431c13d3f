package org.trapline.attribution.lookups;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.matters.OutboundSwitch;
import org.trapline.messaging.Transience;
import org.trapline.messaging.jobs.Backoff;
import org.trapline.messaging.jobs.JobHandler;
import org.trapline.rdap.RawReply;
import org.trapline.rdap.RdapAnswer;

/**
 * Does the look-up of one site: asks outside of any transaction, deposits the answers, and records what they say with the
 * row's end in one transaction. A row that has ended is not asked for again, so a run more than needed does no harm.
 */
@ApplicationScoped
class LookupWorker implements JobHandler {

    private static final Logger LOG = Logger.getLogger(LookupWorker.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /** The longest that a server may ask for. */
    private static final Duration MOST_PATIENCE = Duration.ofDays(1);

    private final LookupJobs jobs;
    private final OutboundSwitch outbound;
    private final RdapQueries rdap;
    private final Pacer pacer;
    private final ReplyDeposit deposit;
    private final RdapFindings findings;
    private final LookupsConfig config;
    private final Clock clock;

    LookupWorker(
            LookupJobs jobs,
            OutboundSwitch outbound,
            RdapQueries rdap,
            Pacer pacer,
            ReplyDeposit deposit,
            RdapFindings findings,
            LookupsConfig config,
            Clock clock) {
        this.jobs = jobs;
        this.outbound = outbound;
        this.rdap = rdap;
        this.pacer = pacer;
        this.deposit = deposit;
        this.findings = findings;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return LookupJobs.KIND;
    }

    @Override
    public Outcome run(UUID id, int attempt) {
        Optional<LookupJob> pending = QuarkusTransaction.requiringNew().call(() -> jobs.pending(id));
        if (pending.isEmpty()) {
            return Outcome.done();
        }
        LookupJob job = pending.get();
        boolean allowed = QuarkusTransaction.requiringNew().call(() -> outbound.on(job.matter()));
        if (!allowed) {
            return end(job, row -> row.failed("outbound look-ups of the matter were switched off"));
        }
        pacer.takeHeldUntil();
        RdapAnswer answer = ask(job);
        Optional<Instant> held = pacer.takeHeldUntil();
        List<Reply> replies;
        try {
            replies = deposit.keep(job.matter(), answer.replies());
        } catch (EvidenceUnavailable e) {
            return later(job, row -> row.later(e.getMessage()), clock.instant().plus(pause(attempt)));
        }
        RdapAnswer.Unavailable missing = missing(answer);
        if (missing != null) {
            Duration asked = bounded(missing.retryAfter());
            Instant now = clock.instant();
            if (asked != null) {
                pauseServer(answer.replies(), now.plus(asked));
            }
            if (held.isPresent()) {
                return later(job, row -> row.later(missing.reason()), held.get());
            }
            if (mayTryAgain(job)) {
                return tryAgain(job, missing.reason(), asked);
            }
        }
        return conclude(job, answer, replies);
    }

    /** Whatever the client makes of a stranger's bytes is an answer that was not had. */
    private RdapAnswer ask(LookupJob job) {
        try {
            return rdap.domain(job.site());
        } catch (RuntimeException e) {
            LOG.errorf(e, "look-up failed job=%s site=%s", job.id(), job.site());
            return new RdapAnswer.Unavailable("the look-up failed: " + e, 0, null, List.of());
        }
    }

    private Outcome conclude(LookupJob job, RdapAnswer answer, List<Reply> replies) {
        try {
            return end(job, row -> {
                UUID exhibit = findings.record(row, answer, replies);
                row.tried();
                if (answer instanceof RdapAnswer.Unavailable nothing) {
                    row.failed(nothing.reason());
                } else {
                    row.done(exhibit);
                }
            });
        } catch (RuntimeException e) {
            if (Transience.mayPass(e)) {
                throw e;
            }
            LOG.errorf(e, "answer not recorded job=%s site=%s", job.id(), job.site());
            String why = "the answer could not be recorded; the log tells why under job " + job.id();
            return mayTryAgain(job)
                    ? tryAgain(job, why, null)
                    : end(job, row -> {
                        row.tried();
                        row.failed(why);
                    });
        }
    }

    private boolean mayTryAgain(LookupJob job) {
        return job.attempts() + 1 < config.attempts();
    }

    private Outcome tryAgain(LookupJob job, String why, @Nullable Duration asked) {
        Duration pause = asked != null ? asked : pause(job.attempts() + 1);
        return later(
                job,
                row -> {
                    row.tried();
                    row.later(why);
                },
                clock.instant().plus(pause));
    }

    private static Duration pause(int attempt) {
        return Backoff.pause(FIRST_PAUSE, LONGEST_PAUSE, attempt);
    }

    /** What is not known and might be later, null when the answer is complete. */
    private static RdapAnswer.@Nullable Unavailable missing(RdapAnswer answer) {
        if (answer instanceof RdapAnswer.Found found) {
            return found.registrarHop();
        }
        return answer instanceof RdapAnswer.Unavailable unavailable ? unavailable : null;
    }

    /** A server may ask for patience, not for ever. */
    private static @Nullable Duration bounded(@Nullable Duration asked) {
        return asked != null && asked.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : asked;
    }

    private void pauseServer(List<RawReply> replies, Instant until) {
        if (!replies.isEmpty()) {
            URI last = replies.get(replies.size() - 1).uri();
            pacer.pause(last, until);
        }
    }

    private Outcome later(LookupJob job, Consumer<LookupJob> change, Instant at) {
        change(job, change);
        return Outcome.again(at);
    }

    private Outcome end(LookupJob job, Consumer<LookupJob> change) {
        change(job, change);
        return Outcome.done();
    }

    private void change(LookupJob job, Consumer<LookupJob> change) {
        QuarkusTransaction.requiringNew().run(() -> jobs.lock(job.id()).ifPresent(row -> {
            change.accept(row);
            LOG.infof(
                    "look-up lookup=%s job=%s site=%s matter=%s state=%s attempts=%d exhibit=%s error=%s",
                    row.lookup(),
                    row.id(),
                    row.site(),
                    row.matter(),
                    row.state(),
                    row.attempts(),
                    row.exhibit(),
                    row.error());
        }));
    }
}
