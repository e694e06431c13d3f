package org.trapline.gateway;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A caller's body on its way, counted and watched but never held: it ends with a fault past its limit or when it stalls. */
final class RequestBody implements ReadStream<Buffer> {

    private final ReadStream<Buffer> source;
    private final long limit;
    private final Vertx vertx;
    private final long watch;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private @Nullable Problem fault;
    private long bytes;
    private long lastByte = System.nanoTime();
    private boolean paused;
    private boolean moved;

    RequestBody(ReadStream<Buffer> source, long limit, Duration stall, Vertx vertx) {
        this.source = source;
        this.limit = limit;
        this.vertx = vertx;
        this.watch = vertx.setPeriodic(stall.toMillis(), timer -> checkStalled());
    }

    long bytes() {
        return bytes;
    }

    /** Since the last byte passed, or since the beginning. */
    Duration idle() {
        return Duration.ofNanos(System.nanoTime() - lastByte);
    }

    /** What the caller did wrong, if it did. */
    @Nullable Problem fault() {
        return fault;
    }

    /** To be called once the request is over, however it ended. */
    void stopWatching() {
        vertx.cancelTimer(watch);
    }

    private void received(Buffer buffer) {
        if (fault != null) {
            return;
        }
        moved = true;
        lastByte = System.nanoTime();
        bytes += buffer.length();
        if (bytes > limit) {
            fail(Problem.bodyTooLarge(limit));
        } else if (handler != null) {
            handler.handle(buffer);
        }
    }

    private void checkStalled() {
        // While the upstream is the slow one, the body is paused: that is no fault of the caller.
        if (!moved && !paused && fault == null) {
            fail(Problem.callerTooSlow());
        }
        moved = false;
    }

    private void fail(Problem problem) {
        fault = problem;
        if (exceptionHandler != null) {
            exceptionHandler.handle(new IllegalStateException(problem.title()));
        }
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        this.handler = handler;
        source.handler(handler == null ? null : this::received);
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        this.exceptionHandler = handler;
        source.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        source.endHandler(
                handler == null
                        ? null
                        : end -> {
                            stopWatching();
                            if (fault == null) {
                                handler.handle(end);
                            }
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        paused = true;
        source.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        paused = false;
        moved = true;
        source.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        paused = false;
        source.fetch(amount);
        return this;
    }
}
