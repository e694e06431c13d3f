package org.trapline.evidence.exhibits;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.trapline.evidence.vault.Vault;
import org.trapline.evidence.vault.VaultAnomaly;

/** The only way to an exhibit's bytes: hashed on every read, and blocked when the hash is not the one it was received with. */
@ApplicationScoped
public class RawExhibits {

    private static final Logger LOG = Logger.getLogger(RawExhibits.class);

    private final Vault vault;
    private final Exhibits exhibits;
    private final Clock clock;

    RawExhibits(Vault vault, Exhibits exhibits, Clock clock) {
        this.vault = vault;
        this.exhibits = exhibits;
        this.clock = clock;
    }

    /** @throws ExhibitAnomaly when the bytes are missing or changed, now or at an earlier read */
    public byte[] read(Exhibit exhibit) {
        if (exhibit.blocked()) {
            throw new ExhibitAnomaly(exhibit.id());
        }
        try {
            return vault.read(exhibit.location(), exhibit.size(), exhibit.sha256());
        } catch (VaultAnomaly e) {
            LOG.errorf("exhibit blocked exhibit=%s leaf=%d: %s", exhibit.id(), exhibit.leafIndex(), e.getMessage());
            exhibits.block(exhibit.id(), e.getMessage(), clock.instant());
            throw new ExhibitAnomaly(exhibit.id());
        }
    }
}
