package org.trapline.bench;

/**
 * A figure that is promised.
 *
 * @param name its key in the RESULT line
 * @param direction which side of the limit is good
 * @param limit what is owed
 * @param aim what is hoped for
 */
record Requirement(String name, Direction direction, double limit, double aim) {

    enum Direction {
        AT_LEAST,
        AT_MOST
    }

    static Requirement atLeast(String name, double limit, double aim) {
        return new Requirement(name, Direction.AT_LEAST, limit, aim);
    }

    static Requirement atMost(String name, double limit, double aim) {
        return new Requirement(name, Direction.AT_MOST, limit, aim);
    }

    /** It holds when the whole interval does. */
    boolean holds(Ratio ratio) {
        return direction == Direction.AT_LEAST ? ratio.low() >= limit : ratio.high() <= limit;
    }

    String text() {
        return (direction == Direction.AT_LEAST ? "at least " : "at most ") + limit;
    }
}
