package org.trapline.takedown.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Exhibits, which evidence-service keeps. Depositing the same bytes again gives the same exhibit. */
@ApplicationScoped
public class Exhibits {

    private static final Logger LOG = Logger.getLogger(Exhibits.class);

    private final EvidenceClient client;

    Exhibits(@RestClient EvidenceClient client) {
        this.client = client;
    }

    /** What the bytes are. */
    public enum Kind {
        RDAP_RESPONSE,
        DNS_ANSWER,
        DOCUMENT
    }

    /**
     * @return the exhibit's id
     * @throws EvidenceUnavailable when it could not be deposited now
     */
    public UUID deposit(Kind kind, UUID matter, byte[] bytes) {
        String sha256 = sha256(bytes);
        UUID exhibit = asking("deposit of " + sha256, () -> client.deposit(sha256, kind.name(), matter, bytes))
                .id();
        LOG.debugf("exhibit deposited exhibit=%s kind=%s sha256=%s matter=%s", exhibit, kind, sha256, matter);
        return exhibit;
    }

    /**
     * @return the hash that evidence-service keeps for the exhibit, empty when there is no such exhibit
     * @throws EvidenceUnavailable when it cannot be asked now
     */
    public Optional<String> sha256Of(UUID exhibit) {
        try {
            return Optional.ofNullable(
                    asking("exhibit " + exhibit, () -> client.get(exhibit)).sha256());
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == 404) {
                return Optional.empty();
            }
            throw new EvidenceUnavailable("exhibit " + exhibit, e);
        }
    }

    /** Lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static <T> T asking(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == 404) {
                throw e;
            }
            throw new EvidenceUnavailable(what, e);
        } catch (RuntimeException e) {
            // No connection, or no token to call with: the client throws whatever its token source threw.
            throw new EvidenceUnavailable(what, e);
        }
    }
}
