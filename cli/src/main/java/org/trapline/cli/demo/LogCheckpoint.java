package org.trapline.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.trapline.cli.ApiClient;
import org.trapline.cli.CommandFailed;

/**
 * The evidence log's signed tree head (C2SP tlog-checkpoint), as anybody may fetch it.
 *
 * @param size leaves
 * @param note the whole signed note
 */
record LogCheckpoint(String origin, long size, byte[] root, String note) {

    static LogCheckpoint fetch(ApiClient anybody) {
        return parse(new String(anybody.bytes("/api/evidence/log/checkpoint"), StandardCharsets.UTF_8));
    }

    static LogCheckpoint parse(String note) {
        String[] lines = note.split("\n", -1);
        try {
            return new LogCheckpoint(
                    lines[0], Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]), note);
        } catch (RuntimeException e) {
            throw new CommandFailed("the evidence log's checkpoint cannot be read: " + note, e);
        }
    }

    String rootHash() {
        return Base64.getEncoder().encodeToString(root);
    }
}
