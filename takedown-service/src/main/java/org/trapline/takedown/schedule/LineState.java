package org.trapline.takedown.schedule;

/** Where one target of an order stands. */
public enum LineState {
    /** Waits for entry, or for the look-up and the notice; a notice that is late gives its words. */
    PENDING,
    /** The court struck it from the order; it is never served. */
    DROPPED,
    /** Nobody could be served for it yet; the line says why. */
    UNSERVED,
    /** Its registrar was sent the notice. */
    NOTICED,
    /** The registrar's mail server refused the notice; the line gives its words. */
    BOUNCED,
    /** The registrar acknowledged the notice. */
    ACKNOWLEDGED,
    /** The registrar says that it has done it; nobody here has seen it yet. */
    EFFECT_CLAIMED,
    /** The registrar objects; the line gives its reason. */
    OBJECTED,
    /** The platform has seen it down twice. */
    DOWN,
    /** It had been down and is not any more. */
    RESURFACED,
    /** The platform has seen the ordered locks twice; the name itself stays up. */
    LOCKED,
    /** Is served by hand; the return of service is awaited. */
    AWAITING_RETURN,
    /** Served by hand. */
    SERVED;

    /** Whether the registrar has not answered for it in any way. */
    boolean isUnanswered() {
        return this == PENDING || this == UNSERVED || this == NOTICED || this == BOUNCED;
    }

    /** Whether the platform, not the registrar, had the last word on it. */
    boolean isSeen() {
        return this == DOWN || this == RESURFACED || this == LOCKED;
    }
}
