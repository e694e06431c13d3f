package org.trapline.takedown.matters;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.trapline.defaults.Caller;

/**
 * The one gate in front of everything that lies in a matter. What the caller may not know of is answered exactly like what
 * does not exist.
 */
@ApplicationScoped
public class MatterAccess {

    /** Restricts an HQL query to matters that {@code :me} may see; to stand behind {@code x.matter in}. */
    public static final String VISIBLE_TO_ME =
            "(select m.id from Matter m where m.sealed = false or :me member of m.members)";

    private final MatterRepository matters;
    private final People people;
    private final Caller caller;

    MatterAccess(MatterRepository matters, People people, Caller caller) {
        this.matters = matters;
        this.people = people;
        this.caller = caller;
    }

    /** @throws NoSuchMatter when there is none that the caller may see */
    @Transactional
    public void require(UUID matter) {
        visible(matter);
    }

    /** Takes note of the caller, for a list that shows what {@link #VISIBLE_TO_ME} lets through. */
    public void meet() {
        people.meet(caller);
    }

    /** Whether the caller may see it. */
    @Transactional
    public boolean admits(UUID matter) {
        people.meet(caller);
        return matters.findByIdOptional(matter)
                .filter(m -> m.admits(caller.subject()))
                .isPresent();
    }

    Matter visible(UUID matter) {
        people.meet(caller);
        return matters.findByIdOptional(matter)
                .filter(m -> m.admits(caller.subject()))
                .orElseThrow(NoSuchMatter::new);
    }
}
