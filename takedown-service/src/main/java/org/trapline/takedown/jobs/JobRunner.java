package org.trapline.takedown.jobs;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Works the jobs off with a few threads, and renews its leases while it lives. */
@ApplicationScoped
class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private final Jobs jobs;
    private final Map<String, JobHandler> handlers;
    private final JobsConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final UUID worker = UuidCreator.getTimeOrderedEpoch();
    private final ScheduledExecutorService threads;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean stopping;

    JobRunner(Jobs jobs, @All List<JobHandler> handlers, JobsConfig config, Clock clock, MeterRegistry meters) {
        this.jobs = jobs;
        this.handlers = handlers.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
        this.config = config;
        this.clock = clock;
        this.meters = meters;
        this.threads = Executors.newScheduledThreadPool(config.workers());
    }

    void start(@Observes StartupEvent event) {
        for (int i = 0; i < config.workers(); i++) {
            threads.scheduleWithFixedDelay(this::workOff, 0, config.poll().toMillis(), TimeUnit.MILLISECONDS);
        }
        long beat = config.lease().toMillis() / 3;
        heart.scheduleWithFixedDelay(this::renew, beat, beat, TimeUnit.MILLISECONDS);
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

    private void workOff() {
        try {
            for (Optional<Jobs.Claimed> job = jobs.claim(worker, config.lease());
                    job.isPresent();
                    job = stopping ? Optional.empty() : jobs.claim(worker, config.lease())) {
                run(job.get());
            }
        } catch (RuntimeException e) {
            // A periodic task that throws is never run again; the database may be back at the next look.
            LOG.warnf("jobs cannot be worked off now: %s", e);
        }
    }

    private void renew() {
        try {
            jobs.renew(worker, config.lease());
        } catch (RuntimeException e) {
            LOG.warnf("leases were not renewed: %s", e);
        }
    }

    private void run(Jobs.Claimed job) {
        JobHandler handler = handlers.get(job.kind());
        if (handler == null) {
            throw new IllegalStateException("no handler for jobs of kind " + job.kind());
        }
        JobHandler.Outcome outcome;
        try {
            outcome = handler.run(job.subject(), job.attempt());
        } catch (RuntimeException e) {
            meters.counter("trapline.jobs.failures", "kind", job.kind()).increment();
            Instant next = clock.instant().plus(pause(job.attempt()));
            LOG.warnf(
                    "job failed kind=%s subject=%s attempt=%d next=%s: %s",
                    job.kind(), job.subject(), job.attempt(), next, e);
            outcome = JobHandler.Outcome.again(next);
        }
        if (outcome instanceof JobHandler.Outcome.Again again) {
            jobs.postpone(job, worker, again.at());
        } else {
            jobs.finish(job, worker);
        }
    }

    private Duration pause(int attempt) {
        return Backoff.pause(config.retryFirst(), config.retryLongest(), attempt);
    }
}
