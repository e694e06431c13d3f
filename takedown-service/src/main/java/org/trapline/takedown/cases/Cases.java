package org.trapline.takedown.cases;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.trapline.takedown.matters.MatterAccess;

/** Cases as the caller may see them. */
@ApplicationScoped
public class Cases implements PanacheRepositoryBase<CourtCase, UUID> {

    private final MatterAccess access;

    Cases(MatterAccess access) {
        this.access = access;
    }

    /** @throws NoSuchCase when there is none that the caller may see */
    public CourtCase visible(UUID id) {
        return findByIdOptional(id).filter(c -> access.admits(c.matter())).orElseThrow(NoSuchCase::new);
    }

    List<CourtCase> visible(String subject, UUID before, int limit) {
        access.meet();
        return getEntityManager()
                .createQuery(
                        "from CourtCase c where c.id < :before and c.matter in " + MatterAccess.VISIBLE_TO_ME
                                + " order by c.id desc",
                        CourtCase.class)
                .setParameter("before", before)
                .setParameter("me", subject)
                .setMaxResults(limit)
                .getResultList();
    }
}
