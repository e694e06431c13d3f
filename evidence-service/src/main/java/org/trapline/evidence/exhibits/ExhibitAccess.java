package org.trapline.evidence.exhibits;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.evidence.matters.MatterAccess;

/**
 * Who may see an exhibit: anyone with the role when it is in no matter, otherwise those who may see one of its matters.
 * The other services see all, because they answer for their own callers.
 */
@ApplicationScoped
public class ExhibitAccess {

    private final Exhibits exhibits;
    private final MatterAccess matters;

    ExhibitAccess(Exhibits exhibits, MatterAccess matters) {
        this.exhibits = exhibits;
        this.matters = matters;
    }

    /** The matters that bound the caller's view; null when nothing does. */
    @Nullable Set<UUID> visibleMatters(Caller caller) {
        return caller.hasRole(Roles.SERVICE) ? null : matters.visibleTo(caller.subject());
    }

    /** @throws NoSuchExhibit when the caller may not even know that it exists */
    Exhibit require(UUID id, Caller caller) {
        return exhibits.byId(id).filter(e -> maySee(e, caller)).orElseThrow(() -> new NoSuchExhibit(id));
    }

    boolean maySee(Exhibit exhibit, Caller caller) {
        Set<UUID> visible = visibleMatters(caller);
        Set<UUID> own = exhibits.memberships(exhibit.id()).matters();
        return visible == null || own.isEmpty() || !Collections.disjoint(visible, own);
    }
}
