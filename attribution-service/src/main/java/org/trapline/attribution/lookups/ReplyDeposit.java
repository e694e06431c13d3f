package org.trapline.attribution.lookups;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.trapline.rdap.RawReply;

/** Keeps every raw answer at the evidence service before anything is concluded from it. */
@ApplicationScoped
class ReplyDeposit {

    private static final Logger LOG = Logger.getLogger(ReplyDeposit.class);

    private final EvidenceDeposits evidence;

    ReplyDeposit(@RestClient EvidenceDeposits evidence) {
        this.evidence = evidence;
    }

    /** @throws EvidenceUnavailable when it is not certain that all are kept */
    List<Reply> keep(UUID matter, List<RawReply> replies) {
        return replies.stream().map(reply -> keep(matter, reply)).toList();
    }

    private Reply keep(UUID matter, RawReply reply) {
        String sha256 = sha256(reply.body());
        List<String> types = reply.headers().getOrDefault("content-type", List.of());
        UUID exhibit = reply.body().length == 0 ? null : deposit(matter, sha256, reply);
        return new Reply(
                reply.uri().toString(),
                reply.status(),
                types.isEmpty() ? null : types.get(0),
                reply.receivedAt(),
                sha256,
                exhibit);
    }

    private UUID deposit(UUID matter, String sha256, RawReply reply) {
        try {
            EvidenceDeposits.Deposited deposited = evidence.deposit(sha256, "RDAP_RESPONSE", matter, reply.body());
            LOG.infof("answer deposited exhibit=%s matter=%s sha256=%s", deposited.id(), matter, sha256);
            return deposited.id();
        } catch (RuntimeException e) {
            // Refused, unreachable, or no token to be had: it is not certain that the bytes are kept.
            throw new EvidenceUnavailable(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
