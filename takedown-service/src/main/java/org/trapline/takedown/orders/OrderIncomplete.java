package org.trapline.takedown.orders;

import java.util.List;

/** Filing was refused: what a registrar or the court needs is not there yet. */
public final class OrderIncomplete extends RuntimeException {

    private final List<String> missing;

    OrderIncomplete(List<String> missing) {
        super("the order cannot be filed, " + missing.size() + " required fields are empty");
        this.missing = List.copyOf(missing);
    }

    /** Paths of the empty fields, for example {@code targets[2].reasons} or {@code court.division}. */
    public List<String> missing() {
        return missing;
    }
}
