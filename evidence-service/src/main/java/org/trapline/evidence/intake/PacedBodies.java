package org.trapline.evidence.intake;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The bodies under way, and the clock that ends the silent ones. */
@ApplicationScoped
class PacedBodies {

    private final Set<PacedBody> open = ConcurrentHashMap.newKeySet();
    private final IntakeConfig config;

    PacedBodies(IntakeConfig config) {
        this.config = config;
    }

    PacedBody open(InputStream body) {
        PacedBody[] paced = new PacedBody[1];
        paced[0] = new PacedBody(body, new Pace(config.patience(), config.slowest()), () -> open.remove(paced[0]));
        open.add(paced[0]);
        return paced[0];
    }

    @Scheduled(every = "1s")
    void check() {
        open.forEach(PacedBody::check);
    }
}
