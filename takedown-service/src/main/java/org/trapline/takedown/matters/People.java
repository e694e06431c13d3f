package org.trapline.takedown.matters;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.trapline.defaults.Caller;

/**
 * Token subjects by user name, learnt from the tokens that come by. Rights hang on the subject; a matter may be shared with
 * somebody by user name before that person's first call, and is theirs from that call on.
 */
@ApplicationScoped
class People {

    /** Subjects already written down, so that this costs no query a request. */
    private final Set<String> met = ConcurrentHashMap.newKeySet();

    private final EntityManager entities;
    private final MatterRepository matters;
    private final MatterNews news;
    private final Clock clock;

    People(EntityManager entities, MatterRepository matters, MatterNews news, Clock clock) {
        this.entities = entities;
        this.matters = matters;
        this.news = news;
        this.clock = clock;
    }

    /** @param subjects of those known, @param strangers user names of the others */
    record Resolved(Set<String> subjects, Set<String> strangers) {}

    /**
     * Takes note of the caller and lets it into the matters that invited it. In a transaction of its own: what the
     * request does may be refused, and the caller has come all the same.
     */
    void meet(Caller caller) {
        String subject = caller.subject();
        String name = caller.name();
        String key = subject + ' ' + name;
        if (!met.contains(key)) {
            QuarkusTransaction.requiringNew().run(() -> writeDown(subject, name));
            met.add(key);
        }
    }

    private void writeDown(String subject, String name) {
        lock(name);
        entities.createNativeQuery("insert into person (subject, name, met_at) values (?1, ?2, ?3) "
                        + "on conflict (subject) do update set name = excluded.name")
                .setParameter(1, subject)
                .setParameter(2, name)
                .setParameter(3, clock.instant())
                .executeUpdate();
        for (Matter matter : matters.inviting(name)) {
            matter.join(name, subject, clock.instant());
            news.tell(matter);
        }
    }

    /**
     * Until the transaction ends nobody of these names comes for the first time, so that nobody falls between being
     * unknown here and not being invited yet there. To be called before any row is changed.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Resolved resolve(Collection<String> namesOrSubjects) {
        namesOrSubjects.stream()
                .filter(one -> !isSubject(one))
                .distinct()
                .sorted()
                .forEach(this::lock);
        Set<String> subjects = new LinkedHashSet<>();
        Set<String> strangers = new LinkedHashSet<>();
        for (String one : namesOrSubjects) {
            if (isSubject(one)) {
                subjects.add(one);
                continue;
            }
            List<?> known = entities.createNativeQuery("select subject from person where name = ?1", String.class)
                    .setParameter(1, one)
                    .getResultList();
            if (known.size() == 1) {
                subjects.add((String) known.get(0));
            } else {
                strangers.add(one);
            }
        }
        return new Resolved(subjects, strangers);
    }

    private void lock(String name) {
        entities.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended('person ' || ?1, 0)) as text)",
                        String.class)
                .setParameter(1, name)
                .getSingleResult();
    }

    /** Keycloak's subjects are UUIDs; no user name is one. */
    private static boolean isSubject(String value) {
        try {
            return UUID.fromString(value).toString().equals(value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
