package org.trapline.attribution.parties;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.matters.Matters;
import org.trapline.defaults.Caller;

@ApplicationScoped
public class Parties {

    private final Session entities;

    Parties(Session entities) {
        this.entities = entities;
    }

    void add(Party party) {
        entities.persist(party);
    }

    public Optional<Party> find(UUID id) {
        return Optional.ofNullable(entities.find(Party.class, id));
    }

    public List<Party> all(Collection<UUID> ids) {
        return entities.createQuery("from Party where id in :ids order by id", Party.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** @throws NoSuchParty when it is not a party of this matter */
    public Party require(UUID matter, UUID id) {
        return find(id).filter(party -> party.matter().equals(matter)).orElseThrow(() -> new NoSuchParty(id));
    }

    List<Party> page(@Nullable UUID matter, Caller caller, @Nullable UUID after, int rows) {
        return entities.createNativeQuery("""
                        select * from party
                        where (cast(:matter as uuid) is null or matter = :matter) and %s
                          and (cast(:after as uuid) is null or id > :after)
                        order by id limit :rows""".formatted(Matters.visibleCondition("party.matter")), Party.class)
                .setParameter("matter", matter, UUID.class)
                .setParameter("viewer", Matters.viewer(caller))
                .setParameter("after", after, UUID.class)
                .setParameter("rows", rows)
                .getResultList();
    }
}
