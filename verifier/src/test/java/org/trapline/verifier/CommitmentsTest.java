package org.trapline.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitmentsTest {

    private static final byte[] SECRET = new byte[32];

    /** Made by hand from the format's description, so that the description is what the code does. */
    @Test
    void leafDataIsTheRootOverTheDescribedParts() {
        byte[] raw = ascii("A: 1\r\nB: 2\r\n\r\n" + "x".repeat(4097));
        byte[] sha256 = TreeHash.sha256().digest(raw);
        List<byte[]> expected = new ArrayList<>();
        expected.add(commitment(0, 1, sha256));
        expected.add(commitment(1, 2, ascii("kind=MAIL")));
        expected.add(commitment(2, 3, ascii("mail-from=a@example.com")));
        expected.add(commitment(3, 3, ascii("rcpt-to=b@example.com")));
        expected.add(commitment(4, 4, ascii("A: 1\r\n")));
        expected.add(commitment(5, 4, ascii("B: 2\r\n")));
        expected.add(commitment(6, 4, ascii("\r\n")));
        expected.add(commitment(7, 5, ascii("x".repeat(4096))));
        expected.add(commitment(8, 5, ascii("x")));

        assertThat(leafData(
                        sha256, List.of("kind=MAIL"), List.of("mail-from=a@example.com", "rcpt-to=b@example.com"), raw))
                .isEqualTo(TreeHash.root(expected));
    }

    @Test
    void everyByteCounts() {
        byte[] raw = ascii("A: 1\n\nbody");
        byte[] sha256 = TreeHash.sha256().digest(raw);
        byte[] leaf = leafData(sha256, List.of(), List.of(), raw);
        for (int i = 0; i < raw.length; i++) {
            byte[] changed = raw.clone();
            changed[i] ^= 1;
            assertThat(leafData(sha256, List.of(), List.of(), changed)).isNotEqualTo(leaf);
        }
    }

    @Test
    void aHeaderOfAnyShapeIsCutIntoBoundedParts() {
        byte[] longLine = ascii("X: " + "y".repeat(3 * ExhibitContent.BLOCK));
        byte[] manyLines = ascii("a\n".repeat(100_000));

        assertThat(leafData(new byte[32], List.of(), List.of(), longLine)).hasSize(32);
        assertThat(leafData(new byte[32], List.of(), List.of(), manyLines)).hasSize(32);
    }

    private static byte[] leafData(byte[] sha256, List<String> metadata, List<String> envelope, byte[] raw) {
        return Commitments.leafData(SECRET, new ExhibitContent(sha256, metadata, envelope, raw, true));
    }

    private static byte[] commitment(int index, int kind, byte[] content) {
        MessageDigest salt = TreeHash.sha256();
        salt.update(ascii("trapline-salt-v2"));
        salt.update(SECRET);
        salt.update(ByteBuffer.allocate(4).putInt(index).array());
        MessageDigest digest = TreeHash.sha256();
        digest.update((byte) 0);
        digest.update(salt.digest());
        digest.update((byte) kind);
        return digest.digest(content);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
