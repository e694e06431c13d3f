package org.trapline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.TreeHash;

class LogProofTest {
    /** Three leaves: the root is the hash of the pair's hash and the third, which moves up unpaired (RFC 9162 2.1.1). */
    private final byte[] a = TreeHash.ofLeaf(new byte[] {1});

    private final byte[] b = TreeHash.ofLeaf(new byte[] {2});
    private final byte[] c = TreeHash.ofLeaf(new byte[] {3});
    private final byte[] root = TreeHash.ofNode(TreeHash.ofNode(a, b), c);

    @Test
    void acceptsThePathOfEachLeaf() {
        Checkpoint checkpoint = checkpoint(3, root);

        assertThat(LogProof.holds(proof(0, 3, a, b, c), checkpoint)).isTrue();
        assertThat(LogProof.holds(proof(1, 3, b, a, c), checkpoint)).isTrue();
        assertThat(LogProof.holds(proof(2, 3, c, TreeHash.ofNode(a, b)), checkpoint))
                .isTrue();
    }

    @Test
    void refusesAnotherLeafAPathTooShortOrTooLongAndAnotherSize() {
        Checkpoint checkpoint = checkpoint(3, root);

        assertThat(LogProof.holds(proof(0, 3, c, b, c), checkpoint)).isFalse();
        assertThat(LogProof.holds(proof(0, 3, a, b), checkpoint)).isFalse();
        assertThat(LogProof.holds(proof(0, 3, a, b, c, c), checkpoint)).isFalse();
        assertThat(LogProof.holds(proof(3, 3, a, b, c), checkpoint)).isFalse();
        assertThat(LogProof.holds(proof(0, 4, a, b, c), checkpoint)).isFalse();
    }

    private static Checkpoint checkpoint(long size, byte[] root) {
        return new Checkpoint("log.example", size, root, "");
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
}
