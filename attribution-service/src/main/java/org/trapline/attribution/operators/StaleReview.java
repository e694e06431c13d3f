package org.trapline.attribution.operators;

import java.util.UUID;

/** A review of a revision that is not the current one: what the person judged is no longer what stands. */
public final class StaleReview extends RuntimeException {

    private final int current;
    private final boolean dissolved;

    StaleReview(UUID operator, int revision, int current, boolean dissolved) {
        super(
                dissolved
                        ? "operator %s is dissolved".formatted(operator)
                        : "revision %d of operator %s is not the current one, %d; read its explanation and review that"
                                .formatted(revision, operator, current));
        this.current = current;
        this.dissolved = dissolved;
    }

    public int current() {
        return current;
    }

    public String state() {
        return dissolved ? "DISSOLVED" : "REVISED";
    }
}
