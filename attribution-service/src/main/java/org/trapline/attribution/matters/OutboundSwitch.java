package org.trapline.attribution.matters;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** Whether the service may ask the outside on behalf of a matter. Off until a person switches it on. */
@ApplicationScoped
public class OutboundSwitch {

    private final Session entities;

    OutboundSwitch(Session entities) {
        this.entities = entities;
    }

    public boolean on(UUID matter) {
        return last(matter).map(OutboundDecision::enabled).orElse(false);
    }

    Optional<OutboundDecision> last(UUID matter) {
        return entities.createNativeQuery(
                        "select * from outbound_decision where matter = :matter order by seq desc limit 1",
                        OutboundDecision.class)
                .setParameter("matter", matter)
                .getResultStream()
                .findFirst();
    }

    void decide(OutboundDecision decision) {
        entities.persist(decision);
    }
}
