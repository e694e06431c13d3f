package org.trapline.evidence.traps;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Optional;
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

    /**
     * The trap that mail to an address reaches: the mailbox's own before its domain's. Letter case never matters; a domain
     * does not stand for those below it.
     */
    @Transactional
    public Optional<UUID> reachedBy(String address) {
        String lowerCase = address.toLowerCase(Locale.ROOT);
        String domain = lowerCase.substring(lowerCase.lastIndexOf('@') + 1);
        return traps.find(
                        "lower(address) = ?1 or lower(domain) = ?2 order by address nulls last, id", lowerCase, domain)
                .page(0, 1)
                .firstResultOptional()
                .map(trap -> trap.view().id());
    }
}
