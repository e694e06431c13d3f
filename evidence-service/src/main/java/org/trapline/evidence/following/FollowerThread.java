package org.trapline.evidence.following;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Drives one follower: from memory while it keeps up, from the store when it does not, again after a fault. */
final class FollowerThread {

    private static final Logger LOG = Logger.getLogger(FollowerThread.class);

    /** Bytes that wait for one follower. What does not fit is read back; a larger hand-over would only move memory here. */
    private static final long MOST_WAITING = 24L * 1024 * 1024;

    /** The writer waits so long between two commits for a follower that has more than half of it before it. */
    private static final long MOST_HELD_UP_MILLIS = 500;

    /** Commits are joined up to so many exhibits: the price of a transaction is shared, and its length stays bounded. */
    private static final int MOST_JOINED = 1000;

    /** Exhibits, and ranges, that are taken again at a time: about so many. */
    private static final int MOST_REDONE = 200;

    private static final long TICK_MILLIS = 200;
    private static final long MOST_BACKOFF_MILLIS = 30_000;

    /** How often a follower looks for what nobody handed over, because another replica wrote it. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Follower follower;
    private final FollowerRows rows;
    private final StoredExhibits stored;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Deque<Commit> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean missed = true;

    private volatile int failures;
    private volatile @Nullable String fault;
    private volatile boolean redoNoted = true;

    FollowerThread(Follower follower, FollowerRows rows, StoredExhibits stored) {
        this.follower = follower;
        this.rows = rows;
        this.stored = stored;
        this.thread = new Thread(this::run, "follower-" + follower.name());
    }

    void start() {
        thread.start();
    }

    /** Ends waits and pauses at once, and work at the end of its transaction. */
    void stop() throws InterruptedException {
        stop.countDown();
        lock.lock();
        try {
            arrival.signalAll();
        } finally {
            lock.unlock();
        }
        thread.join(TimeUnit.SECONDS.toMillis(25));
    }

    /** Never waits for the follower. */
    void offer(Commit commit) {
        long weight = commit.weight();
        lock.lock();
        try {
            if (waitingBytes + weight > MOST_WAITING) {
                // The ones after it would not join on to what is followed, so they need not wait either.
                waiting.clear();
                waitingBytes = 0;
                missed = true;
            } else {
                waiting.add(commit);
                waitingBytes += weight;
            }
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Returns at once when the follower keeps up, and when it has to read back anyway. */
    void awaitRoom() throws InterruptedException {
        long patience = TimeUnit.MILLISECONDS.toNanos(MOST_HELD_UP_MILLIS);
        lock.lock();
        try {
            while (waitingBytes > MOST_WAITING / 2 && !missed && !stopping() && patience > 0) {
                patience = room.awaitNanos(patience);
            }
        } finally {
            lock.unlock();
        }
    }

    void redoNoted() {
        redoNoted = true;
    }

    String name() {
        return follower.name();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    FollowerResource.Standing standing() {
        return new FollowerResource.Standing(follower.name(), Math.max(0, follower.behind()), failures, fault);
    }

    private void run() {
        long looked = System.nanoTime();
        while (!stopping()) {
            try {
                Commit next = next();
                if (stopping()) {
                    return;
                }
                boolean look = System.nanoTime() - looked > LOOK_NANOS;
                if (takeMissed() || (next != null && !follower.follow(next)) || (look && follower.behind() > 0)) {
                    follower.catchUp(this::stopping);
                }
                looked = look ? System.nanoTime() : looked;
                if (look) {
                    // Another replica may have noted something.
                    redoNoted = true;
                }
                redo();
                follower.settle();
                failures = 0;
                fault = null;
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException | Error e) {
                // Of errors too, or the thread would end unseen; out of memory the process ends by itself.
                failed(e);
                if (pausedUntilStop()) {
                    return;
                }
            }
        }
    }

    /** What waits, joined; null when nothing came for a while. */
    private @Nullable Commit next() throws InterruptedException {
        lock.lock();
        try {
            if (waiting.isEmpty() && !missed && !redoNoted && !stopping()) {
                arrival.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
            }
            Commit joined = waiting.poll();
            while (joined != null
                    && !waiting.isEmpty()
                    && joined.isFollowedBy(waiting.peek())
                    && joined.fresh().size() + waiting.peek().fresh().size() <= MOST_JOINED) {
                joined = joined.with(waiting.remove());
            }
            waitingBytes = waiting.stream().mapToLong(Commit::weight).sum();
            room.signal();
            return joined;
        } finally {
            lock.unlock();
        }
    }

    private boolean takeMissed() {
        lock.lock();
        try {
            boolean had = missed;
            missed = false;
            return had;
        } finally {
            lock.unlock();
        }
    }

    /** One stretch at a time, of one range or of many short ones, so that new commits do not wait for a long range. */
    private void redo() throws IOException {
        if (!redoNoted) {
            return;
        }
        redoNoted = false;
        List<FollowerRows.Redo> noted = rows.nextRedos(follower.name(), MOST_REDONE);
        if (noted.isEmpty()) {
            return;
        }
        redoNoted = true;
        Map<FollowerRows.Redo, Long> reached = new LinkedHashMap<>();
        Map<Long, FollowedExhibit> exhibits = new LinkedHashMap<>();
        long weight = 0;
        for (FollowerRows.Redo redo : noted) {
            List<FollowedExhibit> part = stored.between(redo.next(), redo.until());
            part.forEach(e -> exhibits.put(e.position(), e));
            reached.put(redo, part.isEmpty() ? redo.until() : redo.next() + part.size());
            weight += part.stream().mapToLong(FollowedExhibit::weight).sum();
            if (exhibits.size() >= MOST_REDONE || weight > MOST_WAITING) {
                break;
            }
        }
        follower.redo(List.copyOf(exhibits.values()));
        reached.forEach(rows::moveRedo);
    }

    private void failed(Throwable e) {
        failures++;
        fault = e.getClass().getSimpleName();
        lock.lock();
        try {
            missed = true;
        } finally {
            lock.unlock();
        }
        if (failures == 1) {
            LOG.errorf(e, "follower failed, trying again follower=%s", follower.name());
        } else {
            LOG.warnf("follower failed again follower=%s tries=%d: %s", follower.name(), failures, e.toString());
        }
    }

    private boolean pausedUntilStop() {
        try {
            long pause = Math.min(500L << Math.min(failures - 1, 10), MOST_BACKOFF_MILLIS);
            return stop.await(pause, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }
}
