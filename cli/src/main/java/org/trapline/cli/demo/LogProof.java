package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** Checks the evidence log on this machine, with nothing of the platform's but its answers. */
final class LogProof {
    private LogProof() {}

    /** Whether the leaf is in the tree that the checkpoint signs (RFC 9162 section 2.1.3.2). */
    static boolean holds(JsonNode proof, LogCheckpoint checkpoint) {
        long size = proof.path("treeSize").asLong();
        long fn = proof.path("leafIndex").asLong(-1);
        long sn = size - 1;
        if (fn < 0 || fn > sn || size != checkpoint.size()) {
            return false;
        }
        byte[] r = decoded(proof.path("leafHash"));
        for (JsonNode step : proof.path("inclusion")) {
            if (sn == 0) {
                return false;
            }
            byte[] p = decoded(step);
            if ((fn & 1) == 1 || fn == sn) {
                r = node(p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = node(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && Arrays.equals(r, checkpoint.root());
    }

    /**
     * Whether the key signed the checkpoint (C2SP signed-note, Ed25519).
     *
     * @param verifierKey {@code name+id+base64}, as the log publishes it
     */
    static boolean signed(LogCheckpoint checkpoint, String verifierKey) {
        String[] key = verifierKey.strip().split("\\+", 3);
        int end = checkpoint.note().lastIndexOf("\n\n");
        if (key.length != 3 || end < 0 || !key[0].equals(checkpoint.origin())) {
            return false;
        }
        byte[] body = checkpoint.note().substring(0, end + 1).getBytes(StandardCharsets.UTF_8);
        // one byte for the algorithm stands before the 32 of the key
        byte[] point = Arrays.copyOfRange(Base64.getDecoder().decode(key[2]), 1, 33);
        return checkpoint.note().substring(end + 2).lines().anyMatch(line -> {
            String[] parts = line.split(" ");
            return parts.length == 3 && parts[1].equals(key[0]) && verifies(point, body, parts[2]);
        });
    }

    private static boolean verifies(byte[] point, byte[] body, String idAndSignature) {
        byte[] bytes = Base64.getDecoder().decode(idAndSignature);
        if (bytes.length != 68) {
            return false;
        }
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = point[31 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(
                            NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian)))));
            signature.update(body);
            return signature.verify(bytes, 4, 64);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] node(byte[] left, byte[] right) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) 1);
            digest.update(left);
            return digest.digest(right);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decoded(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }
}
