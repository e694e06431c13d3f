package org.trapline.evidence.intake;

import java.time.Duration;

/**
 * The slowest that a sender may be, so that one who sends a byte now and then cannot keep a place from others. Only the time
 * that we wait for the sender counts, never that of our own work.
 */
public final class Pace {

    private final long patience;
    private final long least;
    private long waited;
    private long brought;

    /**
     * @param patience how long a sender may be slower
     * @param bytesPerSecond what it must bring over any such time
     */
    public Pace(Duration patience, int bytesPerSecond) {
        this.patience = patience.toNanos();
        this.least = bytesPerSecond * Math.max(1, patience.toSeconds());
    }

    /**
     * Counts a read and tells whether the sender keeps the pace.
     *
     * @param nanos how long it waited
     * @param bytes what it brought
     */
    public boolean isKept(long nanos, int bytes) {
        waited += nanos;
        brought += Math.max(bytes, 0);
        if (waited <= patience) {
            return true;
        }
        boolean kept = brought >= least;
        waited = 0;
        brought = 0;
        return kept;
    }

    /** Whether a read that has lasted so long already must not last longer. */
    boolean isOver(long nanos) {
        return nanos > patience;
    }
}
