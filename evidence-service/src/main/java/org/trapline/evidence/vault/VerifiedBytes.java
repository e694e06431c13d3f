package org.trapline.evidence.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;
import org.trapline.verifier.TreeHash;

/** What both stores do with a location before and after they read it. */
final class VerifiedBytes {

    private VerifiedBytes() {}

    /** Where the exhibit's own bytes begin in the segment. */
    static long start(Location location, long size) {
        long end = WarcRecord.end().length;
        if (size < 1 || size > Integer.MAX_VALUE - 16 || size + end > location.length()) {
            throw new VaultAnomaly("the record is shorter than the exhibit");
        }
        return location.offset() + location.length() - end - size;
    }

    static byte[] check(byte[] raw, byte[] sha256) {
        if (!MessageDigest.isEqual(TreeHash.sha256().digest(raw), sha256)) {
            throw new VaultAnomaly("the bytes have another SHA-256 than when they were received");
        }
        return raw;
    }

    /** Before a record is destroyed: it, or the tombstone that has begun to replace it, names the exhibit early on. */
    static void requireRecordOf(byte[] record, UUID exhibit) {
        if (!contains(record, (exhibit + ">").getBytes(StandardCharsets.US_ASCII), Math.min(record.length, 512))) {
            throw new IllegalArgumentException("The record there is not exhibit " + exhibit);
        }
    }

    private static boolean contains(byte[] bytes, byte[] part, int within) {
        for (int at = 0; at + part.length <= within; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
