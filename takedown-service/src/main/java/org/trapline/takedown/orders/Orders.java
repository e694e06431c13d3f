package org.trapline.takedown.orders;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trapline.takedown.evidence.BlockedExhibits;
import org.trapline.takedown.evidence.BlockedExhibits.Blocked;
import org.trapline.takedown.matters.MatterAccess;

/** Orders, and orders as the caller may see them. */
@ApplicationScoped
public class Orders implements PanacheRepositoryBase<Order, UUID> {

    private final MatterAccess access;
    private final BlockedExhibits blocked;

    Orders(MatterAccess access, BlockedExhibits blocked) {
        this.access = access;
        this.blocked = blocked;
    }

    /** @throws NoSuchOrder when there is none that the caller may see */
    public Order visible(UUID id) {
        return visible(findByIdOptional(id));
    }

    /** As {@link #visible(UUID)}, held until the transaction ends, so that two acts at once come one after the other. */
    Order visibleToChange(UUID id) {
        return visible(findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE));
    }

    private Order visible(Optional<Order> found) {
        return found.filter(order -> access.admits(order.matter())).orElseThrow(NoSuchOrder::new);
    }

    List<Order> visible(String subject, UUID before, int limit) {
        access.meet();
        return getEntityManager()
                .createQuery(
                        "from CourtOrder o where o.id < :before and o.matter in " + MatterAccess.VISIBLE_TO_ME
                                + " order by o.id desc",
                        Order.class)
                .setParameter("before", before)
                .setParameter("me", subject)
                .setMaxResults(limit)
                .getResultList();
    }

    /** The exhibits cited of which evidence-service serves nothing any more. */
    List<Blocked> blockedOf(Order order) {
        return blocked.among(order.content().exhibits());
    }

    OrderView view(Order order) {
        return OrderView.of(order, blockedOf(order));
    }

    List<OrderView> views(List<Order> page) {
        Set<UUID> cited =
                page.stream().flatMap(o -> o.content().exhibits().stream()).collect(Collectors.toSet());
        List<Blocked> found = blocked.among(cited);
        return page.stream()
                .map(o -> {
                    Set<UUID> its = o.content().exhibits();
                    return OrderView.of(
                            o,
                            found.stream()
                                    .filter(b -> its.contains(b.exhibit()))
                                    .toList());
                })
                .toList();
    }

    /** Orders that are not over and cite a blocked exhibit, oldest first, of matters that the person may see. */
    public List<Order> restingOnBlocked(String subject, int limit) {
        List<UUID> resting =
                getEntityManager().createNativeQuery("""
                        select o.id from court_order o where o.state not in ('DENIED', 'VACATED', 'EXPIRED')
                            and exists (select from blocked_exhibit b
                                where jsonb_path_exists(o.content, '$.targets[*].exhibits[*] ? (@ == $blocked)',
                                    jsonb_build_object('blocked', b.exhibit)))
                        """, UUID.class).getResultList();
        return getEntityManager()
                .createQuery(
                        "from CourtOrder o where o.id in :resting and o.matter in " + MatterAccess.VISIBLE_TO_ME
                                + " order by o.id",
                        Order.class)
                .setParameter("resting", resting)
                .setParameter("me", subject)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Orders that are not over, oldest first, of matters that the person may see. */
    public List<Order> open(String subject, int limit) {
        return getEntityManager()
                .createQuery(
                        "from CourtOrder o where o.state in (DRAFT, APPROVED, FILED, ENTERED) and o.matter in "
                                + MatterAccess.VISIBLE_TO_ME + " order by o.id",
                        Order.class)
                .setParameter("me", subject)
                .setMaxResults(limit)
                .getResultList();
    }
}
