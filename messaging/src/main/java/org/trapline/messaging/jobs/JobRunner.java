package org.trapline.messaging.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Works the jobs off with a few threads, and renews the leases of those that a thread is running. A job whose end could not
 * be written, since the database was away, is no longer renewed: it runs again after its lease.
 */
@ApplicationScoped
class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private final Jobs jobs;
    private final Map<String, JobHandler> handlers;
    private final Set<String> apart;
    private final JobsConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService threads;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean stopping;

    JobRunner(Jobs jobs, @All List<JobHandler> handlers, JobsConfig config, Clock clock, MeterRegistry meters) {
        this.jobs = jobs;
        this.handlers = handlers.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
        this.apart = handlers.stream()
                .filter(JobHandler::hasOwnWorker)
                .map(JobHandler::kind)
                .collect(Collectors.toUnmodifiableSet());
        this.config = config;
        this.clock = clock;
        this.meters = meters;
        this.threads = Executors.newScheduledThreadPool(config.workers() + apart.size());
    }

    /** A service without handlers has no jobs and is not to ask for them. */
    void start(@Observes StartupEvent event) {
        if (handlers.isEmpty()) {
            return;
        }
        for (int i = 0; i < config.workers(); i++) {
            work(() -> jobs.claimOther(apart, config.lease()));
        }
        apart.forEach(kind -> work(() -> jobs.claim(kind, config.lease())));
        long beat = config.lease().toMillis() / 3;
        heart.scheduleWithFixedDelay(this::renew, beat, beat, TimeUnit.MILLISECONDS);
    }

    private void work(Supplier<Optional<Jobs.Claimed>> claim) {
        threads.scheduleWithFixedDelay(() -> workOff(claim), 0, config.poll().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A job that does not end in time is taken up by the next start, as after a crash. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        threads.shutdown();
        if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
        heart.shutdownNow();
    }

    /** Whatever is thrown ends here: a periodic task that throws is never run again. */
    private void workOff(Supplier<Optional<Jobs.Claimed>> claim) {
        try {
            for (Optional<Jobs.Claimed> job = next(claim); job.isPresent(); job = next(claim)) {
                hold(job.get());
            }
        } catch (Throwable e) {
            LOG.warnf("jobs cannot be worked off now: %s", e);
        }
    }

    private Optional<Jobs.Claimed> next(Supplier<Optional<Jobs.Claimed>> claim) {
        return stopping ? Optional.empty() : claim.get();
    }

    private void renew() {
        Set<UUID> held = Set.copyOf(running);
        if (held.isEmpty()) {
            return;
        }
        try {
            jobs.renew(held, config.lease());
        } catch (Throwable e) {
            LOG.warnf("leases were not renewed: %s", e);
        }
    }

    private void hold(Jobs.Claimed job) {
        running.add(job.token());
        try {
            if (run(job) instanceof JobHandler.Outcome.Again again) {
                jobs.postpone(job, again.at());
            } else {
                jobs.finish(job);
            }
        } finally {
            running.remove(job.token());
        }
    }

    private JobHandler.Outcome run(Jobs.Claimed job) {
        JobHandler handler = handlers.get(job.kind());
        if (handler == null) {
            // A replica of a newer version may know it.
            LOG.errorf("no handler for job kind=%s subject=%s", job.kind(), job.subject());
            return JobHandler.Outcome.again(clock.instant().plus(config.retryLongest()));
        }
        try {
            return handler.run(job.subject(), job.attempt());
        } catch (Throwable e) {
            return afterFailure(job, e);
        }
    }

    private JobHandler.Outcome afterFailure(Jobs.Claimed job, Throwable fault) {
        meters.counter("trapline.jobs.failures", "kind", job.kind()).increment();
        Instant next = clock.instant().plus(Backoff.pause(config.retryFirst(), config.retryLongest(), job.attempt()));
        // An Error is a fault of ours, not of a server that is away: only its stack says which.
        LOG.logf(
                fault instanceof Error ? Logger.Level.ERROR : Logger.Level.WARN,
                fault instanceof Error ? fault : null,
                "job failed kind=%s subject=%s attempt=%d next=%s: %s",
                job.kind(),
                job.subject(),
                job.attempt(),
                next,
                fault);
        return JobHandler.Outcome.again(next);
    }
}
