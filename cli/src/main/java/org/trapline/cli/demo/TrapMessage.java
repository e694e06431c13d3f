package org.trapline.cli.demo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * One generated message with the truth about it.
 *
 * @param index position in the generated window, from 0
 * @param bytes exactly what the trap received
 * @param sha256 of the bytes, lower-case hex
 * @param trap name of the trap
 * @param sites registrable domains that the message links to, the imitated brand's included
 */
record TrapMessage(int index, byte[] bytes, String sha256, String trap, Set<String> sites, Set<Mess> mess) {

    static TrapMessage of(int index, byte[] bytes, String trap, Set<String> sites, Set<Mess> mess) {
        return new TrapMessage(index, bytes, sha256(bytes), trap, Set.copyOf(sites), Set.copyOf(mess));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** False when a reader of the message may fail to see its links without being wrong. */
    boolean linksPlain() {
        return mess.stream().noneMatch(Mess::mayHideLinks);
    }
}
