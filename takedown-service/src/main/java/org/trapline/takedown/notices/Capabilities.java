package org.trapline.takedown.notices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.trapline.takedown.evidence.Exhibits;

/**
 * Links for registrars without an account: 192 random bits that open one notice until they expire. Their hashes alone are
 * kept, so each attempt to send makes a new one, and those of earlier attempts go on working: that mail may have arrived.
 */
@ApplicationScoped
class Capabilities {

    private static final int BYTES = 24;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{32}");

    private final EntityManager entities;
    private final NoticeConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Capabilities(EntityManager entities, NoticeConfig config, Clock clock) {
        this.entities = entities;
        this.config = config;
        this.clock = clock;
    }

    /** In the caller's transaction. */
    String issue(UUID notice) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String capability = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        entities.createNativeQuery("insert into notice_capability (sha256, notice_id, expires_at) values (?1, ?2, ?3)")
                .setParameter(1, hash(capability))
                .setParameter(2, notice)
                .setParameter(3, clock.instant().plus(config.capabilityLife()))
                .executeUpdate();
        return capability;
    }

    /** The notice that it opens; empty for an unknown and for an expired one alike. */
    Optional<UUID> notice(String capability) {
        if (!SHAPE.matcher(capability).matches()) {
            return Optional.empty();
        }
        List<?> found = entities.createNativeQuery(
                        "select notice_id from notice_capability where sha256 = ?1 and expires_at > ?2", UUID.class)
                .setParameter(1, hash(capability))
                .setParameter(2, clock.instant())
                .getResultList();
        return found.stream().findFirst().map(UUID.class::cast);
    }

    private static String hash(String capability) {
        return Exhibits.sha256(capability.getBytes(StandardCharsets.US_ASCII));
    }
}
