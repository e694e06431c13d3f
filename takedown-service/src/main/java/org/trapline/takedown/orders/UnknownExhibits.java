package org.trapline.takedown.orders;

import java.util.List;
import java.util.UUID;

/** Filing was refused: the reasons cite exhibits that evidence-service does not have. */
public final class UnknownExhibits extends RuntimeException {

    private final List<UUID> exhibits;

    UnknownExhibits(List<UUID> exhibits) {
        super("the order cites exhibits that do not exist");
        this.exhibits = List.copyOf(exhibits);
    }

    public List<UUID> exhibits() {
        return exhibits;
    }
}
