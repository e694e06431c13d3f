package org.trapline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogProofTest {
    /** Three leaves: the root is the hash of the pair's hash and the third, which moves up unpaired (RFC 9162 2.1.1). */
    private final byte[] a = leaf("a");

    private final byte[] b = leaf("b");
    private final byte[] c = leaf("c");
    private final byte[] root = node(node(a, b), c);

    @Test
    void acceptsThePathOfEachLeaf() {
        LogCheckpoint checkpoint = checkpoint(3, root);

        assertThat(LogProof.holds(proof(0, 3, a, b, c), checkpoint)).isTrue();
        assertThat(LogProof.holds(proof(1, 3, b, a, c), checkpoint)).isTrue();
        assertThat(LogProof.holds(proof(2, 3, c, node(a, b)), checkpoint)).isTrue();
    }

    @Test
    void refusesAnotherLeafAPathTooShortOrTooLongAndAnotherSize() {
        LogCheckpoint checkpoint = checkpoint(3, root);

        assertThat(LogProof.holds(proof(0, 3, c, b, c), checkpoint)).isFalse();
        assertThat(LogProof.holds(proof(0, 3, a, b), checkpoint)).isFalse();
        assertThat(LogProof.holds(proof(0, 3, a, b, c, c), checkpoint)).isFalse();
        assertThat(LogProof.holds(proof(3, 3, a, b, c), checkpoint)).isFalse();
        assertThat(LogProof.holds(proof(0, 4, a, b, c), checkpoint)).isFalse();
    }

    @Test
    void acceptsOnlyTheSignatureOfTheLogsOwnKey() throws GeneralSecurityException {
        KeyPair own = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String body = "log.example\n3\n" + Base64.getEncoder().encodeToString(root) + "\n";
        LogCheckpoint checkpoint = LogCheckpoint.parse(body + "\n— log.example " + signature(own, body) + "\n");

        boolean byOwn = LogProof.signed(checkpoint, verifierKey(own));
        boolean byOther = LogProof.signed(checkpoint, verifierKey(other));

        assertThat(byOwn).isTrue();
        assertThat(byOther).isFalse();
    }

    private static String signature(KeyPair pair, String body) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(body.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream idAndSignature = new ByteArrayOutputStream();
        idAndSignature.writeBytes(new byte[4]);
        idAndSignature.writeBytes(signature.sign());
        return Base64.getEncoder().encodeToString(idAndSignature.toByteArray());
    }

    private static String verifierKey(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] typed = new byte[33];
        typed[0] = 1;
        // the key is the end of its X.509 form (RFC 8410)
        System.arraycopy(encoded, encoded.length - 32, typed, 1, 32);
        return "log.example+00000000+" + Base64.getEncoder().encodeToString(typed);
    }

    private static LogCheckpoint checkpoint(long size, byte[] root) {
        return new LogCheckpoint("log.example", size, root, "");
    }

    private static JsonNode proof(long index, long size, byte[] leaf, byte[]... path) {
        Base64.Encoder base64 = Base64.getEncoder();
        List<String> inclusion = Arrays.stream(path).map(base64::encodeToString).toList();
        return JsonMapper.builder()
                .build()
                .valueToTree(Map.of(
                        "leafIndex", index,
                        "treeSize", size,
                        "leafHash", base64.encodeToString(leaf),
                        "inclusion", inclusion));
    }

    private static byte[] leaf(String data) {
        return sha256((byte) 0, data.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    private static byte[] node(byte[] left, byte[] right) {
        return sha256((byte) 1, left, right);
    }

    private static byte[] sha256(byte prefix, byte[] one, byte[] other) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(prefix);
            digest.update(one);
            return digest.digest(other);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
