package org.trapline.evidence.smtp;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that messages under way may hold together. */
final class Memory {

    private final AtomicLong free;

    Memory(long bytes) {
        free = new AtomicLong(bytes);
    }

    boolean take(long bytes) {
        long left = free.get();
        while (left >= bytes) {
            if (free.compareAndSet(left, left - bytes)) {
                return true;
            }
            left = free.get();
        }
        return false;
    }

    void give(long bytes) {
        free.addAndGet(bytes);
    }
}
