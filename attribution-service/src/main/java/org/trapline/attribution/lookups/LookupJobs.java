package org.trapline.attribution.lookups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

@ApplicationScoped
class LookupJobs {

    private final Session entities;

    LookupJobs(Session entities) {
        this.entities = entities;
    }

    void add(Lookup lookup, List<LookupJob> jobs) {
        entities.persist(lookup);
        entities.flush();
        jobs.forEach(entities::persist);
    }

    Optional<Lookup> find(UUID lookup) {
        return Optional.ofNullable(entities.find(Lookup.class, lookup));
    }

    List<LookupJob> of(UUID lookup) {
        return entities.createQuery("from LookupJob where lookup = :lookup order by site", LookupJob.class)
                .setParameter("lookup", lookup)
                .getResultList();
    }

    /** The longest due job that nobody holds. */
    Optional<LookupJob> lease(Instant now, Instant until) {
        Optional<LookupJob> due = entities.createNativeQuery("""
                        select * from lookup_job where state = 'PENDING' and due_at <= :now
                        order by due_at limit 1 for update skip locked""", LookupJob.class)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
        due.ifPresent(job -> job.lease(until));
        return due;
    }

    /** Empty when somebody ended it meanwhile. */
    Optional<LookupJob> lock(UUID job) {
        return Optional.ofNullable(entities.find(LookupJob.class, job, LockModeType.PESSIMISTIC_WRITE))
                .filter(LookupJob::pending);
    }
}
