package org.trapline.takedown.notices;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class NoticeRepository implements PanacheRepositoryBase<Notice, UUID> {

    List<Notice> of(UUID order) {
        return list("orderId = ?1 order by id", order);
    }

    int parts(UUID order, String registrar) {
        return (int) count("orderId = ?1 and registrar = ?2", order, registrar);
    }

    List<Notice> to(String registrar, UUID before, int limit) {
        return find("registrar = ?1 and id < ?2 order by id desc", registrar, before)
                .page(0, limit)
                .list();
    }

    Optional<Notice> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Every attempt leaves a row that nothing can change. */
    void recordDelivery(Notice notice, int attempt, String outcome, String reply, Instant at) {
        getEntityManager()
                .createNativeQuery("insert into delivery (notice_id, attempt, at, outcome, recipients, reply) "
                        + "values (?1, ?2, ?3, ?4, ?5, ?6)")
                .setParameter(1, notice.id())
                .setParameter(2, attempt)
                .setParameter(3, at)
                .setParameter(4, outcome)
                .setParameter(5, String.join(", ", notice.recipients()))
                .setParameter(6, reply)
                .executeUpdate();
    }
}
