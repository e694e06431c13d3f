package org.trapline.messaging.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A handler of a kind that has a worker of its own. */
@ApplicationScoped
public class PressingErrands implements JobHandler {

    static final String KIND = "pressing errand";

    private final Set<UUID> done = ConcurrentHashMap.newKeySet();

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hasOwnWorker() {
        return true;
    }

    @Override
    public Outcome run(UUID subject, int attempt) {
        done.add(subject);
        return Outcome.done();
    }

    boolean isDone(UUID subject) {
        return done.contains(subject);
    }
}
