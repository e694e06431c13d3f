package org.trapline.attribution.lookups;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
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
import org.trapline.rdap.RawReply;
import org.trapline.rdap.RdapAnswer;

/**
 * Works off the look-ups that are due, one at a time. A job is leased, then asked outside of any transaction, its answers
 * deposited, and what they say recorded with the job's end in one transaction: whoever dies on the way leaves a job that
 * comes back when its lease ends.
 */
@ApplicationScoped
class LookupWorker {

    private static final Logger LOG = Logger.getLogger(LookupWorker.class);

    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

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

    @Scheduled(
            every = "${trapline.lookups.every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void work() {
        Optional<LookupJob> job;
        while ((job = lease()).isPresent()) {
            work(job.get());
        }
    }

    private Optional<LookupJob> lease() {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew().call(() -> jobs.lease(now, now.plus(config.lease())));
    }

    private void work(LookupJob job) {
        boolean allowed = QuarkusTransaction.requiringNew().call(() -> outbound.on(job.matter()));
        if (!allowed) {
            end(job, pending -> pending.failed("outbound look-ups of the matter were switched off"));
            return;
        }
        pacer.takeHeldUntil();
        RdapAnswer answer = rdap.domain(job.site());
        Optional<Instant> held = pacer.takeHeldUntil();
        List<Reply> replies;
        try {
            replies = deposit.keep(job.matter(), answer.replies());
        } catch (EvidenceUnavailable e) {
            end(job, pending -> pending.later(e.getMessage(), clock.instant().plus(pending.backoff())));
            return;
        }
        RdapAnswer.Unavailable missing = missing(answer);
        if (missing != null) {
            Duration asked = bounded(missing.retryAfter());
            Instant now = clock.instant();
            if (asked != null) {
                pauseServer(answer.replies(), now.plus(asked));
            }
            if (held.isPresent() || job.attempts() < config.attempts()) {
                Instant at = held.orElseGet(() -> now.plus(asked != null ? asked : job.backoff()));
                end(job, pending -> pending.later(missing.reason(), at));
                return;
            }
        }
        end(job, pending -> {
            UUID exhibit = findings.record(pending, answer, replies);
            if (answer instanceof RdapAnswer.Unavailable nothing) {
                pending.failed(nothing.reason());
            } else {
                pending.done(exhibit);
            }
        });
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
        return asked != null && asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    private void pauseServer(List<RawReply> replies, Instant until) {
        if (!replies.isEmpty()) {
            URI last = replies.get(replies.size() - 1).uri();
            pacer.pause(last, until);
        }
    }

    private void end(LookupJob job, Consumer<LookupJob> change) {
        QuarkusTransaction.requiringNew().run(() -> jobs.lock(job.id()).ifPresent(pending -> {
            change.accept(pending);
            LOG.infof(
                    "look-up lookup=%s job=%s site=%s matter=%s state=%s attempts=%d exhibit=%s error=%s",
                    pending.lookup(),
                    pending.id(),
                    pending.site(),
                    pending.matter(),
                    pending.state(),
                    pending.attempts(),
                    pending.exhibit(),
                    pending.error());
        }));
    }
}
