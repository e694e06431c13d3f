package org.trapline.evidence.following;

import java.time.Duration;

/**
 * Work that is done at once when it is the first for a while, and for all together what comes close after it. One thread notes
 * and does it; others may look.
 */
public final class Coalesced {

    private final long pause;
    private volatile boolean pending;
    private long doneAt;

    /** @param pause from one time that it is done to the next */
    public Coalesced(Duration pause) {
        this.pause = pause.toNanos();
        this.doneAt = System.nanoTime() - this.pause;
    }

    /** There is something to do. */
    public void note() {
        pending = true;
    }

    /** Whether something that was noted is not done yet. */
    public boolean isPending() {
        return pending;
    }

    /** Whether it is time to do what was noted. */
    public boolean isDue() {
        return pending && System.nanoTime() - doneAt >= pause;
    }

    /** All that was noted is done. */
    public void done() {
        pending = false;
        doneAt = System.nanoTime();
    }
}
