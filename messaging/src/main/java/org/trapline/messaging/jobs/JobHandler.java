package org.trapline.messaging.jobs;

import java.time.Instant;
import java.util.UUID;

/**
 * Does one kind of job. A job runs at least once: after a crash it runs again from its start, so a handler looks at what
 * is already done before it does it, and keeps its effect in a transaction of its own. It runs outside of any
 * transaction, since it talks to servers that nobody here controls.
 */
public interface JobHandler {

    /** The kind of job that this handler does, as {@link Jobs#enqueue} names it. */
    String kind();

    /** Whether a worker does jobs of this kind alone, because they must not wait until one of those that all kinds share is free. */
    default boolean hasOwnWorker() {
        return false;
    }

    /**
     * An exception means "not now": the job is tried again with growing pauses, for ever.
     *
     * @param subject what the job is about, for example a notice id
     * @param attempt 1 the first time; counted anew when the job is enqueued anew
     */
    Outcome run(UUID subject, int attempt);

    /** What became of a run. */
    sealed interface Outcome {

        /** The job is over. */
        record Done() implements Outcome {}

        /** The job is to run again, not before {@code at}, with its attempts counted on. */
        record Again(Instant at) implements Outcome {}

        static Outcome done() {
            return new Done();
        }

        static Outcome again(Instant at) {
            return new Again(at);
        }
    }
}
