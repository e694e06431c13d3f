package org.trapline.evidence.ledger;

import java.security.MessageDigest;
import java.util.UUID;

/**
 * The committed state of the ledger.
 *
 * @param ledger this ledger's own id: derived data of another one is useless
 * @param size leaves
 * @param root tree root over them
 * @param receipts receipts recorded so far; numbers them without gaps
 */
public record LedgerHead(UUID ledger, long size, byte[] root, long receipts) {

    boolean isOf(long leaves, byte[] theirRoot) {
        return size == leaves && MessageDigest.isEqual(root, theirRoot);
    }
}
