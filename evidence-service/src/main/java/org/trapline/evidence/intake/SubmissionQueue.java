package org.trapline.evidence.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the one writer, bounded in messages and in bytes. The writer takes as much at a time as one commit may
 * hold, and never waits for more: while it writes, the next commit gathers.
 */
final class SubmissionQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Submission> waiting = new ArrayDeque<>();
    private final IntakeConfig config;
    private int messages;
    private long bytes;
    private boolean closed;

    SubmissionQueue(IntakeConfig config) {
        this.config = config;
    }

    /** @throws TooManyIntakes when there is no room within the configured patience, or the service stops */
    void put(Submission submission) {
        long patience = config.queuePatience().toNanos();
        lock.lock();
        try {
            while (!closed && !hasRoom(submission)) {
                if (patience <= 0) {
                    throw TooManyIntakes.waiting(messages);
                }
                patience = changed.awaitNanos(patience);
            }
            if (closed) {
                throw TooManyIntakes.stopping();
            }
            waiting.add(submission);
            messages += submission.messages().size();
            bytes += submission.bytes();
            changed.signalAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TooManyIntakes.stopping();
        } finally {
            lock.unlock();
        }
    }

    /** One that is larger than the whole queue has room in an empty one. */
    private boolean hasRoom(Submission submission) {
        return waiting.isEmpty()
                || (messages + submission.messages().size() <= config.queueMessages()
                        && bytes + submission.bytes() <= config.queueBytes());
    }

    /** What the next commit takes; waits for the first, empty when the queue is closed and drained. */
    List<Submission> take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            List<Submission> group = new ArrayList<>();
            int groupMessages = 0;
            long groupBytes = 0;
            while (!waiting.isEmpty()) {
                Submission next = waiting.peek();
                groupMessages += next.messages().size();
                groupBytes += next.bytes();
                if (!group.isEmpty()
                        && (groupMessages > config.commitMessages() || groupBytes > config.commitBytes())) {
                    break;
                }
                group.add(waiting.remove());
                messages -= next.messages().size();
                bytes -= next.bytes();
            }
            changed.signalAll();
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** What waits is still handed out; nothing more comes in. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
