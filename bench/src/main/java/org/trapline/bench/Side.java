package org.trapline.bench;

/** One of the sides that do the same work. */
interface Side {

    String name();

    /** Takes the messages into a store that has none of them; returns the CPU seconds of all its processes. */
    double take(Lap lap);
}
