package org.trapline.takedown.schedule;

/** The order's schedule has no line of this number. */
public final class NoSuchLine extends RuntimeException {

    NoSuchLine(int number) {
        super("the schedule has no line " + number);
    }
}
