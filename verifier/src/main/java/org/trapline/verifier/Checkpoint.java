package org.trapline.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A signed tree head.
 *
 * @param origin the log's name
 * @param size leaves in the tree
 * @param root the tree's root, 32 bytes
 * @param note the signed note (C2SP tlog-checkpoint) as it is published
 */
public record Checkpoint(String origin, long size, byte[] root, String note) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9]\\d{0,18}");

    /**
     * Reads a note without asking who signed it: {@link NoteVerifier#verify} does that.
     *
     * @throws ProofFailed when it is not the text of a checkpoint
     */
    public static Checkpoint parse(String note) throws ProofFailed {
        int end = note.lastIndexOf("\n\n");
        String[] lines = note.substring(0, Math.max(end, 0)).split("\n", -1);
        if (lines.length < 3
                || Arrays.asList(lines).contains("")
                || !SIZE.matcher(lines[1]).matches()) {
            throw new ProofFailed("not a checkpoint");
        }
        byte[] root = Base64Text.decode(lines[2]);
        if (root.length != TreeHash.SIZE) {
            throw new ProofFailed("the checkpoint's root is not a SHA-256 hash");
        }
        try {
            return new Checkpoint(lines[0], Long.parseLong(lines[1]), root, note);
        } catch (NumberFormatException e) {
            throw new ProofFailed("the checkpoint's size is not one of a tree");
        }
    }

    public String rootHash() {
        return Base64.getEncoder().encodeToString(root);
    }

    /** What is signed: origin, size and root, without extension lines. */
    public static byte[] body(String origin, long size, byte[] root) {
        return (origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
