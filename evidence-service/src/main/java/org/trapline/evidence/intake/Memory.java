package org.trapline.evidence.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes that messages under way may hold together, by whatever way they come. */
@ApplicationScoped
public class Memory {

    private final AtomicLong free;
    private final int batchBytes;

    Memory(IntakeConfig config) {
        this.free = new AtomicLong(config.memory());
        this.batchBytes = config.batchBytes();
    }

    /** For one who brings messages. */
    public Share share() {
        return new Share();
    }

    /** What one holds; for one thread. */
    public final class Share implements AutoCloseable {

        private long taken;

        private Share() {}

        /** Takes more, if there is so much. */
        public boolean take(long bytes) {
            long left = free.get();
            while (left >= bytes) {
                if (free.compareAndSet(left, left - bytes)) {
                    taken += bytes;
                    return true;
                }
                left = free.get();
            }
            return false;
        }

        /**
         * Before so many bytes are held of one message of an upload. What is no more than a batch has its room already.
         *
         * @throws TooManyIntakes when there is no room for so much now
         */
        void hold(long bytes) {
            if (bytes > batchBytes && bytes > taken && !take(bytes - taken)) {
                throw TooManyIntakes.large();
            }
        }

        boolean isTaken() {
            return taken > 0;
        }

        /** Gives all of it back; the share can be used again. */
        @Override
        public void close() {
            free.addAndGet(taken);
            taken = 0;
        }
    }
}
