package org.trapline.evidence.exhibits;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;
import org.trapline.evidence.custody.Access;
import org.trapline.evidence.custody.Actor;
import org.trapline.evidence.custody.CustodyType;
import org.trapline.evidence.matters.MatterAccess;

/**
 * Who may see an exhibit: anyone with the role when it was ever handed in without a matter, otherwise those who may see one
 * of its matters. Adding an exhibit to a matter therefore hides it from nobody. Of a receipt with a matter, those who may
 * see the matter know; it does not show in what others see of the exhibit. The other services see all, because they answer
 * for their own callers.
 */
@ApplicationScoped
public class ExhibitAccess {

    private final Exhibits exhibits;
    private final RestrictionRows restrictions;
    private final MatterAccess matters;

    ExhibitAccess(Exhibits exhibits, RestrictionRows restrictions, MatterAccess matters) {
        this.exhibits = exhibits;
        this.restrictions = restrictions;
        this.matters = matters;
    }

    /** The matters that bound the caller's view; null when nothing does. */
    public @Nullable Set<UUID> visibleMatters(Caller caller) {
        return caller.hasRole(Roles.SERVICE) ? null : matters.visibleTo(caller.subject());
    }

    public Sight sight(Caller caller) {
        return new Sight(visibleMatters(caller));
    }

    /** @throws NoSuchExhibit when the caller may not even know that it exists */
    public Exhibit require(UUID id, Caller caller) {
        return exhibits.byId(id).filter(e -> maySee(e, caller)).orElseThrow(() -> new NoSuchExhibit(id));
    }

    /** @throws NoSuchExhibit naming the first one that the caller may not even know of */
    public void requireAll(List<UUID> ids, Caller caller) {
        exhibits.firstUnseen(ids, sight(caller)).ifPresent(id -> {
            throw new NoSuchExhibit(id);
        });
    }

    boolean maySee(Exhibit exhibit, Caller caller) {
        Set<UUID> visible = visibleMatters(caller);
        if (visible == null) {
            return true;
        }
        Exhibit.Memberships memberships = exhibits.memberships(exhibit.id());
        return memberships.open() || !Collections.disjoint(visible, memberships.matters());
    }

    /**
     * The caller's reading of an exhibit for its custody chain. It belongs to a matter when the caller knows the exhibit by
     * sealed receipts only, so that the event shows to nobody else if the exhibit is handed in openly later on.
     *
     * @param type what is done with the bytes
     * @param purpose in the caller's words, or the call that is made
     */
    public Access reading(Exhibit exhibit, Caller caller, CustodyType type, String purpose) {
        return new Access(Actor.of(caller), type, purpose, matterOf(exhibit.id(), caller));
    }

    /** The matter that the caller's doings with an exhibit belong to; null when the exhibit is open. */
    public @Nullable UUID matterOf(UUID exhibit, Caller caller) {
        return mattersOf(List.of(exhibit), caller).get(exhibit);
    }

    /** The same of many; open ones are left out. */
    public Map<UUID, UUID> mattersOf(Collection<UUID> ids, Caller caller) {
        return exhibits.sealedIn(ids, sight(caller));
    }

    /** The exhibit with the receipts that the caller may know of, and what restricts it. */
    Exhibit.View withReceipts(Exhibit exhibit, Caller caller) {
        Sight sight = sight(caller);
        List<RestrictionResource.Kind> restricted = restrictions.standing(exhibit.id(), sight).stream()
                .map(RestrictionResource.Restriction::kind)
                .toList();
        return asSeen(List.of(exhibit), sight)
                .get(0)
                .view(exhibits.receipts(exhibit.id(), sight), restricted.isEmpty() ? null : restricted);
    }

    /** An exhibit that the caller may see, without receipts. */
    public Exhibit.View seenBy(Caller caller, Exhibit exhibit) {
        return asSeen(List.of(exhibit), sight(caller)).get(0).view();
    }

    /** The first receipt that those know of who may see the matters; of an exhibit that was only added to one there is none. */
    public Optional<Exhibit.Receipt> firstReceipt(UUID exhibit, Sight sight) {
        return exhibits.receipts(exhibit, sight).stream().findFirst();
    }

    /** Exhibits as received first in what the caller knows of: an earlier receipt may be a hidden matter's. */
    public List<Exhibit> asSeen(List<Exhibit> seen, Sight sight) {
        if (sight.visible() == null || seen.isEmpty()) {
            return seen;
        }
        Map<UUID, Instant> first =
                exhibits.firstReceipts(seen.stream().map(Exhibit::id).toList(), sight);
        return seen.stream()
                .map(e -> e.receivedAt(first.getOrDefault(e.id(), e.receivedAt())))
                .toList();
    }
}
