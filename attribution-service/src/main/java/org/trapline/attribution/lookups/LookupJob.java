package org.trapline.attribution.lookups;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The look-up of one site, as callers see it; when it runs is the business of the job whose subject its id is. */
@Entity
@Table(name = "lookup_job")
class LookupJob {

    private static final int LONGEST_ERROR = 500;

    @Id
    private UUID id;

    private UUID lookup;
    private UUID matter;
    private String site;

    @Enumerated(EnumType.STRING)
    private JobState state;

    private int attempts;
    private @Nullable String error;
    private @Nullable UUID exhibit;

    protected LookupJob() {}

    LookupJob(Lookup lookup, String site) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.lookup = lookup.id();
        this.matter = lookup.matter();
        this.site = site;
        this.state = JobState.PENDING;
    }

    /** Counts an attempt that came to something; what the evidence service or a paused server spoiled is none. */
    void tried() {
        attempts++;
    }

    boolean pending() {
        return state == JobState.PENDING;
    }

    void later(String why) {
        error = plain(why);
    }

    void done(@Nullable UUID shownBy) {
        state = JobState.DONE;
        error = null;
        exhibit = shownBy;
    }

    void failed(String why) {
        state = JobState.FAILED;
        error = plain(why);
    }

    /** The words may be a stranger's server's. */
    private static String plain(String why) {
        String plain = why.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() > LONGEST_ERROR ? plain.substring(0, LONGEST_ERROR) : plain;
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
