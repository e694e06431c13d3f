package org.trapline.attribution.lookups;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The look-up of one site. */
@Entity
@Table(name = "lookup_job")
class LookupJob {

    @Id
    private UUID id;

    private UUID lookup;
    private UUID matter;
    private String site;

    @Enumerated(EnumType.STRING)
    private JobState state;

    private int attempts;
    private Instant dueAt;
    private @Nullable String error;
    private @Nullable UUID exhibit;

    protected LookupJob() {}

    LookupJob(Lookup lookup, String site, Instant dueAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.lookup = lookup.id();
        this.matter = lookup.matter();
        this.site = site;
        this.state = JobState.PENDING;
        this.dueAt = dueAt;
    }

    /** Who dies with a leased job gives it back by the lease's end. */
    void lease(Instant until) {
        attempts++;
        dueAt = until;
    }

    boolean pending() {
        return state == JobState.PENDING;
    }

    void later(String why, Instant at) {
        error = why;
        dueAt = at;
    }

    void done(@Nullable UUID shownBy) {
        state = JobState.DONE;
        error = null;
        exhibit = shownBy;
    }

    void failed(String why) {
        state = JobState.FAILED;
        error = why;
    }

    /** Doubles from one second up to ten minutes. */
    Duration backoff() {
        return Duration.ofSeconds(Math.min(600, 1L << Math.min(20, Math.max(0, attempts - 1))));
    }

    UUID id() {
        return id;
    }

    UUID lookup() {
        return lookup;
    }

    UUID matter() {
        return matter;
    }

    String site() {
        return site;
    }

    JobState state() {
        return state;
    }

    int attempts() {
        return attempts;
    }

    @Nullable String error() {
        return error;
    }

    @Nullable UUID exhibit() {
        return exhibit;
    }
}
