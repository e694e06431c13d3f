package org.trapline.takedown.orders;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.trapline.takedown.matters.MatterAccess;

/** Orders, and orders as the caller may see them. */
@ApplicationScoped
public class Orders implements PanacheRepositoryBase<Order, UUID> {

    private final MatterAccess access;

    Orders(MatterAccess access) {
        this.access = access;
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
