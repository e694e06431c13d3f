package org.trapline.evidence.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A signed tree head.
 *
 * @param size leaves in the tree
 * @param root the tree's root, 32 bytes
 * @param note the signed note (C2SP tlog-checkpoint) as it is published
 */
public record Checkpoint(long size, byte[] root, String note) {

    public String rootHash() {
        return Base64.getEncoder().encodeToString(root);
    }

    static byte[] body(String origin, long size, byte[] root) {
        return (origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
