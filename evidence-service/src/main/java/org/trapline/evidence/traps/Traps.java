package org.trapline.evidence.traps;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What other features ask about traps. */
@ApplicationScoped
public class Traps {

    /** What the authority of a collection may be, in a trap as in an intake. */
    public static final String AUTHORITY = "(?=.*\\S)\\P{Cntrl}{1,500}";

    public static final String AUTHORITY_SAYS = "has 1 to 500 characters, not blanks alone, and no control characters";

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
    public Optional<Reached> reachedBy(String address) {
        String lowerCase = address.toLowerCase(Locale.ROOT);
        String domain = lowerCase.substring(lowerCase.lastIndexOf('@') + 1);
        return traps.find(
                        "lower(address) = ?1 or lower(domain) = ?2 order by address nulls last, id", lowerCase, domain)
                .page(0, 1)
                .firstResultOptional()
                .map(trap -> new Reached(trap.view().id(), trap.view().authority()));
    }

    /** What authorises collection by a trap; empty when nobody said so. */
    @Transactional
    public Optional<String> authority(UUID id) {
        return traps.findByIdOptional(id).map(trap -> trap.view().authority());
    }

    /**
     * A trap that mail has reached.
     *
     * @param authority what authorises collection by it; null when nobody said so
     */
    public record Reached(UUID id, @Nullable String authority) {}
}
