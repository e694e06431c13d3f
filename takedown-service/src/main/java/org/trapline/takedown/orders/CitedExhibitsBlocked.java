package org.trapline.takedown.orders;

import java.util.List;
import org.trapline.takedown.evidence.BlockedExhibits.Blocked;

/** Filing was refused: the reasons cite exhibits of which evidence-service serves nothing any more. */
public final class CitedExhibitsBlocked extends RuntimeException {

    private final List<Blocked> exhibits;

    CitedExhibitsBlocked(List<Blocked> exhibits) {
        super("the order cites exhibits whose stored bytes are not what was received: "
                + "they are blocked, and nothing can rest on them");
        this.exhibits = List.copyOf(exhibits);
    }

    public List<Blocked> exhibits() {
        return exhibits;
    }
}
