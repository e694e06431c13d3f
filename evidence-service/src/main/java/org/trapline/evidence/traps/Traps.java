package org.trapline.evidence.traps;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** What other features ask about traps. */
@ApplicationScoped
public class Traps {

    private final TrapRepository traps;

    Traps(TrapRepository traps) {
        this.traps = traps;
    }

    @Transactional
    public boolean exists(UUID id) {
        return traps.findById(id) != null;
    }
}
