package org.trapline.evidence.vault;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Looks after the store beside the intake. */
@ApplicationScoped
class VaultUpkeep {

    private final Vault vault;

    VaultUpkeep(Vault vault) {
        this.vault = vault;
    }

    @Scheduled(
            every = "{trapline.evidence.vault.tidy-every}",
            delayed = "{trapline.evidence.vault.tidy-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tidy() throws IOException {
        vault.tidy();
    }
}
