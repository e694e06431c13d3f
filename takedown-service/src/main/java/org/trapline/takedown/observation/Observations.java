package org.trapline.takedown.observation;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class Observations implements PanacheRepositoryBase<Observation, UUID> {

    Optional<Observation> last(UUID line) {
        return find("lineId = ?1 order by id desc", line).page(0, 1).firstResultOptional();
    }

    List<Observation> of(UUID order, UUID before, int limit) {
        return find("orderId = ?1 and id < ?2 order by id desc", order, before)
                .page(0, limit)
                .list();
    }
}
