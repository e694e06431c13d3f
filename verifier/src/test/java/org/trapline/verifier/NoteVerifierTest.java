package org.trapline.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteVerifierTest {

    /** The key and the doubly signed note of the documentation of Go's x/mod/sumdb/note, which signed-note comes from. */
    private static final String KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String TEXT =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private static final String BY_NEUMANN =
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private static final String BY_ROOT =
            "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    @Test
    void opensTheNoteOfAnotherImplementation() throws ProofFailed {
        NoteVerifier neumann = NoteVerifier.parse(KEY);

        assertThat(neumann.open(TEXT + "\n" + BY_NEUMANN)).isEqualTo(TEXT);
        assertThat(neumann.open(TEXT + "\n" + BY_NEUMANN + BY_ROOT)).isEqualTo(TEXT);
        assertThat(neumann.open(TEXT + "\n" + BY_ROOT + BY_NEUMANN)).isEqualTo(TEXT);
    }

    @Test
    void refusesANoteThatItsKeyDidNotSign() throws ProofFailed {
        NoteVerifier neumann = NoteVerifier.parse(KEY);

        assertRefused(neumann, TEXT + "\n" + BY_ROOT);
        assertRefused(neumann, TEXT.replace("answer", "Answer") + "\n" + BY_NEUMANN);
        assertRefused(neumann, "\n" + TEXT + "\n" + BY_NEUMANN);
        assertRefused(neumann, TEXT + BY_NEUMANN);
        assertRefused(neumann, TEXT + "\n" + BY_NEUMANN.strip());
        assertRefused(neumann, TEXT + "\n" + BY_NEUMANN + "\n");
        assertRefused(neumann, TEXT + "\n" + BY_NEUMANN.replace("—", "-"));
        assertRefused(neumann, TEXT + "\n" + BY_NEUMANN + "anything\n");
        assertRefused(neumann, TEXT.replace("\n", "\r\n") + "\n" + BY_NEUMANN);
        assertRefused(neumann, TEXT + "\n" + BY_NEUMANN + BY_NEUMANN.repeat(64));
    }

    /** One good signature does not make up for a bad one of the same key. */
    @Test
    void aFalseSignatureOfTheKeySpoilsTheNote() throws ProofFailed {
        String bad = BY_NEUMANN.replace("x08go/ZJ", "x08go/ZK");

        assertRefused(NoteVerifier.parse(KEY), TEXT + "\n" + BY_NEUMANN + bad);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
                "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void refusesWhatIsNotAVerifierKey(String key) {
        assertThatThrownBy(() -> NoteVerifier.parse(key)).isInstanceOf(ProofFailed.class);
    }

    @Test
    void everyBitOfACheckpointCounts() throws Exception {
        SigningKey key = new SigningKey("log.example");
        byte[] note = key.sign("log.example\n42\n" + Base64.getEncoder().encodeToString(new byte[32]) + "\n")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(key.verifier()
                        .verify(new String(note, StandardCharsets.UTF_8))
                        .size())
                .isEqualTo(42);
        for (int bit = 0; bit < note.length * 8; bit++) {
            byte[] flipped = note.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            String changed = new String(flipped, StandardCharsets.UTF_8);
            assertThatThrownBy(() -> key.verifier().verify(changed))
                    .as("bit %d", bit)
                    .isInstanceOf(ProofFailed.class);
        }
    }

    /** Signed all the same: a checkpoint of this form would say two things to two readers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "other.example\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "log.example\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "log.example\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "log.example\n+1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "log.example\n9999999999999999999\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                "log.example\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
                "log.example\n1\nAAAA\n",
                "log.example\n1\n",
                "log.example\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nextension\n",
                "log.example\n\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
            })
    void refusesASignedTextThatIsNoCheckpoint(String text) throws GeneralSecurityException {
        SigningKey key = new SigningKey("log.example");
        String note = key.sign(text);

        assertThatThrownBy(() -> key.verifier().verify(note)).isInstanceOf(ProofFailed.class);
    }

    private static void assertRefused(NoteVerifier key, String note) {
        assertThatThrownBy(() -> key.open(note)).isInstanceOf(ProofFailed.class);
    }

    private static final class SigningKey {

        private final KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        private final String name;

        SigningKey(String name) throws GeneralSecurityException {
            this.name = name;
        }

        NoteVerifier verifier() {
            // The key is the end of its X.509 form (RFC 8410).
            byte[] encoded = pair.getPublic().getEncoded();
            return new NoteVerifier(name, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        }

        String sign(String text) throws GeneralSecurityException {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream idAndSignature = new ByteArrayOutputStream();
            idAndSignature.writeBytes(verifier().keyId());
            idAndSignature.writeBytes(signature.sign());
            return text + "\n— " + name + " " + Base64.getEncoder().encodeToString(idAndSignature.toByteArray()) + "\n";
        }
    }
}
