package org.trapline.takedown.matters;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class MatterRepository implements PanacheRepositoryBase<Matter, UUID> {

    /** UUIDv7 ids, so the newest matters come first. */
    List<Matter> visible(String subject, UUID before, int limit) {
        return find("id < ?1 and (sealed = false or ?2 member of members) order by id desc", before, subject)
                .page(0, limit)
                .list();
    }

    @SuppressWarnings("unchecked")
    List<Matter> inviting(String userName) {
        return getEntityManager()
                .createNativeQuery(
                        "select * from matter where jsonb_exists(invited, ?1) order by id for update", Matter.class)
                .setParameter(1, userName)
                .getResultList();
    }
}
