package org.trapline.takedown.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Every act on an order, in a table that can only grow, and as one log line. */
@ApplicationScoped
class OrderJournal {

    private static final Logger LOG = Logger.getLogger(OrderJournal.class);

    /** Who acts when no person does: the clock. */
    static final Order.Person PLATFORM = new Order.Person("platform", "platform");

    private final EntityManager entities;

    OrderJournal(EntityManager entities) {
        this.entities = entities;
    }

    void record(Order order, OrderState.Act act, Order.Person by, Instant at) {
        entities.createNativeQuery(
                        "insert into order_act (order_id, act, state, subject, name, at) values (?1, ?2, ?3, ?4, ?5, ?6)")
                .setParameter(1, order.id())
                .setParameter(2, act.name())
                .setParameter(3, order.state().name())
                .setParameter(4, by.subject())
                .setParameter(5, by.name())
                .setParameter(6, at)
                .executeUpdate();
        LOG.infof(
                "order act=%s state=%s order=%s case=%s matter=%s by=%s",
                act, order.state(), order.id(), order.caseId(), order.matter(), by.subject());
    }
}
