package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.trapline.cli.ApiClient;
import org.trapline.cli.CommandFailed;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.NoteVerifier;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.ProofVerifier;

/** Checks the evidence log on this machine, with nothing of the platform's but its answers. */
final class LogProof {
    private LogProof() {}

    /** The newest checkpoint, as anybody may fetch it. */
    static Checkpoint newest(ApiClient anybody) {
        return checkpoint(new String(anybody.bytes("/api/evidence/log/checkpoint"), StandardCharsets.UTF_8));
    }

    static Checkpoint checkpoint(String note) {
        try {
            return Checkpoint.parse(note);
        } catch (ProofFailed e) {
            throw new CommandFailed("the evidence log's checkpoint cannot be read: " + note, e);
        }
    }

    /** Whether the leaf is in the tree that the checkpoint signs. */
    static boolean holds(JsonNode proof, Checkpoint checkpoint) {
        List<byte[]> path = new ArrayList<>();
        proof.path("inclusion").forEach(step -> path.add(decoded(step)));
        try {
            ProofVerifier.inclusion(
                    decoded(proof.path("leafHash")),
                    proof.path("leafIndex").asLong(-1),
                    proof.path("treeSize").asLong(),
                    path,
                    checkpoint.root());
            return proof.path("treeSize").asLong() == checkpoint.size();
        } catch (ProofFailed e) {
            return false;
        }
    }

    /**
     * Whether the key signed the checkpoint.
     *
     * @param verifierKey {@code name+id+base64}, as the log publishes it
     */
    static boolean signed(Checkpoint checkpoint, String verifierKey) {
        try {
            NoteVerifier.parse(verifierKey).verify(checkpoint.note());
            return true;
        } catch (ProofFailed e) {
            return false;
        }
    }

    private static byte[] decoded(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }
}
