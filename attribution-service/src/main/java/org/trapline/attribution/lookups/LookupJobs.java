package org.trapline.attribution.lookups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.trapline.messaging.jobs.Jobs;

@ApplicationScoped
class LookupJobs {

    /** The kind of job; its subject is the id of a {@link LookupJob}. */
    static final String KIND = "look-up";

    private final Session entities;
    private final Jobs queue;

    LookupJobs(Session entities, Jobs queue) {
        this.entities = entities;
        this.queue = queue;
    }

    void add(Lookup lookup, List<LookupJob> jobs) {
        entities.persist(lookup);
        entities.flush();
        for (LookupJob job : jobs) {
            entities.persist(job);
            queue.enqueueNow(KIND, job.id());
        }
    }

    Optional<Lookup> find(UUID lookup) {
        return Optional.ofNullable(entities.find(Lookup.class, lookup));
    }

    List<LookupJob> of(UUID lookup) {
        return entities.createQuery("from LookupJob where lookup = :lookup order by site", LookupJob.class)
                .setParameter("lookup", lookup)
                .getResultList();
    }

    /** Empty when it has ended. */
    Optional<LookupJob> pending(UUID job) {
        return Optional.ofNullable(entities.find(LookupJob.class, job)).filter(LookupJob::pending);
    }

    /** Empty when somebody ended it meanwhile. */
    Optional<LookupJob> lock(UUID job) {
        return Optional.ofNullable(entities.find(LookupJob.class, job, LockModeType.PESSIMISTIC_WRITE))
                .filter(LookupJob::pending);
    }
}
