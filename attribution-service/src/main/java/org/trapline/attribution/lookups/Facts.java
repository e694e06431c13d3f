package org.trapline.attribution.lookups;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.matters.Matters;
import org.trapline.defaults.Caller;

@ApplicationScoped
public class Facts {

    private final Session entities;

    Facts(Session entities) {
        this.entities = entities;
    }

    /**
     * The registrar of record.
     *
     * @param ianaId null when the answer named none
     */
    public record Registrar(
            @Nullable String ianaId, @Nullable String name) {}

    /** Newest first, at most 200. */
    public List<FactView> aboutSite(String site, @Nullable UUID matter, Caller caller) {
        List<Fact> facts = entities.createNativeQuery(
                        """
                        select * from fact
                        where site = :site and (cast(:matter as uuid) is null or matter = :matter) and %s
                        order by seq desc limit 200""".formatted(Matters.visibleCondition("fact.matter")), Fact.class)
                .setParameter("site", site)
                .setParameter("matter", matter, UUID.class)
                .setParameter("viewer", Matters.viewer(caller))
                .getResultList();
        return facts.stream().map(FactView::of).toList();
    }

    /** By the newest RDAP answer that the caller may see; sites without one are not in it. */
    public Map<String, Registrar> registrars(Collection<String> sites, @Nullable UUID matter, Caller caller) {
        Map<String, Registrar> registrars = new HashMap<>();
        if (sites.isEmpty()) {
            return registrars;
        }
        for (Object row : entities.createNativeQuery(
                        """
                        select distinct on (site) site, data -> 'registrar' ->> 'ianaId', data -> 'registrar' ->> 'name'
                        from fact
                        where site in (:sites) and kind = 'RDAP_DOMAIN' and jsonb_typeof(data -> 'registrar') = 'object'
                          and (cast(:matter as uuid) is null or matter = :matter) and %s
                        order by site, seq desc""".formatted(Matters.visibleCondition("fact.matter")), Object[].class)
                .setParameter("sites", sites)
                .setParameter("matter", matter, UUID.class)
                .setParameter("viewer", Matters.viewer(caller))
                .getResultList()) {
            Object[] columns = (Object[]) row;
            registrars.put((String) columns[0], new Registrar((String) columns[1], (String) columns[2]));
        }
        return registrars;
    }
}
