package org.trapline.takedown.schedule;

/** A return of service was made for a line that does not await one. */
public final class NotServedByHand extends RuntimeException {

    private final LineState state;

    NotServedByHand(LineState state) {
        super("the line is " + state + " and awaits no return of service");
        this.state = state;
    }

    public LineState state() {
        return state;
    }
}
