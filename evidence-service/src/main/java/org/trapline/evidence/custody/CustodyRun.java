package org.trapline.evidence.custody;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run of the platform over many exhibits. Closed when it ends; a run without an end was cut off by a crash. */
public final class CustodyRun implements AutoCloseable {

    /** Reads after which the record is brought up to date: a run that a crash cuts off is known to within them. */
    private static final int FLUSH = 1000;

    private final CustodyRuns runs;
    private final Actor actor;
    private final String tool;
    private final String version;
    private final String purpose;
    private @Nullable UUID id;
    private Progress progress = new Progress(Long.MAX_VALUE, -1, 0, 0);
    private boolean closed;

    CustodyRun(CustodyRuns runs, Actor actor, String tool, String version, String purpose) {
        this.runs = runs;
        this.actor = actor;
        this.tool = tool;
        this.version = version;
        this.purpose = purpose;
    }

    /**
     * Counts a read, whose exhibit lies at the given leaf. The first one is counted before its bytes are handed on, so that
     * no run reads unseen.
     */
    public synchronized void read(long leaf, boolean match) {
        UUID recorded = id();
        progress = progress.with(leaf, match);
        if (progress.reads() % FLUSH == 0 || !match) {
            runs.progress(recorded, progress, false);
        }
    }

    /** The record's id; it is made if there was no read yet. */
    public synchronized UUID id() {
        UUID known = id;
        if (known == null) {
            known = UuidCreator.getTimeOrderedEpoch();
            runs.begin(this, known);
            id = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (id != null && !closed) {
            closed = true;
            runs.progress(id, progress, true);
        }
    }

    public Actor actor() {
        return actor;
    }

    public String tool() {
        return tool;
    }

    public String version() {
        return version;
    }

    String purpose() {
        return purpose;
    }

    /**
     * @param fromLeaf lowest leaf that was read
     * @param toLeaf highest leaf that was read
     * @param reads how many
     * @param anomalies how many of them did not match
     */
    record Progress(long fromLeaf, long toLeaf, long reads, long anomalies) {

        Progress with(long leaf, boolean match) {
            return new Progress(
                    Math.min(fromLeaf, leaf), Math.max(toLeaf, leaf), reads + 1, anomalies + (match ? 0 : 1));
        }
    }
}
