package org.trapline.messaging.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A handler whose runs a test decides, subject by subject. */
@ApplicationScoped
public class Errands implements JobHandler {

    static final String KIND = "errand";

    private final Map<UUID, IntFunction<Outcome>> deeds = new ConcurrentHashMap<>();
    private final Map<UUID, AtomicInteger> runs = new ConcurrentHashMap<>();

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(UUID subject, int attempt) {
        int run = runs.computeIfAbsent(subject, s -> new AtomicInteger()).incrementAndGet();
        return deeds.getOrDefault(subject, r -> Outcome.done()).apply(run);
    }

    /** @param deed what the n-th run, from 1, comes to */
    void when(UUID subject, IntFunction<Outcome> deed) {
        deeds.put(subject, deed);
    }

    int runs(UUID subject) {
        AtomicInteger count = runs.get(subject);
        return count == null ? 0 : count.get();
    }
}
