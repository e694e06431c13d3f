package org.trapline.verifier.packet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trapline.verifier.Base64Text;
import org.trapline.verifier.Commitments;
import org.trapline.verifier.ExhibitContent;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.RedactedCopy;
import org.trapline.verifier.TreeHash;

/**
 * What ties one exhibit's bytes in a packet to its leaf in the ledger; binary values are base64.
 *
 * @param bates its number
 * @param exhibit its id
 * @param sha256 of the bytes in the packet, lower-case hex: the original's, or the redacted copy's
 * @param offset of the bytes in the WARC file
 * @param length of the bytes in the WARC file
 * @param mail whether the exhibit is a message
 * @param metadata the leaf's parts of kind 2, for a complete copy
 * @param envelope the leaf's parts of kind 3, for a complete copy
 * @param secret derives the salts, for a complete copy
 * @param redacted the leaf's parts one by one, for a redacted copy, and for a complete one that does not tell how it came in
 * @param leafIndex place in the ledger
 * @param inclusion audit path to the root of the packet's checkpoint (RFC 9162 section 2.1.3)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Opening(
        String bates,
        UUID exhibit,
        String sha256,
        long offset,
        int length,
        boolean mail,
        @Nullable List<String> metadata,
        @Nullable List<String> envelope,
        @Nullable String secret,
        @Nullable List<RedactedCopy.Part> redacted,
        long leafIndex,
        List<String> inclusion) {

    /** What is missing in a line of JSON is null: refused like any other fault. */
    public Opening {
        if (Stream.of(bates, exhibit, sha256, inclusion).anyMatch(Objects::isNull)
                || Stream.of(inclusion, metadata, envelope, redacted)
                        .anyMatch(list -> list != null && list.stream().anyMatch(Objects::isNull))) {
            throw new IllegalArgumentException("An opening lacks something");
        }
        if ((secret == null) == (redacted == null)) {
            throw new IllegalArgumentException("An opening is of a complete copy or of a redacted one");
        }
    }

    /** Whether the bytes in the packet are not all of those that were received. */
    boolean leavesOut() {
        return redacted != null && !new RedactedCopy(redacted).isWhole();
    }

    /**
     * The leaf data that the bytes in the packet lead to.
     *
     * @throws PacketFault when they are not what this opening says
     */
    byte[] leafData(byte[] bytes) throws ProofFailed {
        byte[] hash = TreeHash.sha256().digest(bytes);
        if (!HexFormat.of().formatHex(hash).equals(sha256)) {
            throw new PacketFault(bates + " has another SHA-256 than the list says");
        }
        return redacted == null ? leafOfComplete(bytes, hash) : leafOfRedacted(new RedactedCopy(redacted), bytes);
    }

    private byte[] leafOfRedacted(RedactedCopy copy, byte[] bytes) {
        if (!Arrays.equals(copy.message(), bytes)) {
            throw new PacketFault(bates + " does not show what its parts are");
        }
        if (copy.parts().stream()
                .noneMatch(p -> p.kind() == ExhibitContent.METADATA && Arrays.equals(p.content(), named()))) {
            throw new PacketFault(bates + " is a copy of another exhibit than it says");
        }
        return copy.leafData();
    }

    private byte[] leafOfComplete(byte[] bytes, byte[] hash) throws ProofFailed {
        List<String> named = orNone(metadata);
        if (!named.contains(new String(named(), StandardCharsets.UTF_8))) {
            throw new PacketFault(bates + " is another exhibit than it says");
        }
        return Commitments.leafData(
                Base64Text.decode(String.valueOf(secret)),
                new ExhibitContent(hash, named, orNone(envelope), bytes, mail));
    }

    /** The part of the leaf that names the exhibit. */
    private byte[] named() {
        return ("exhibit=" + exhibit).getBytes(StandardCharsets.UTF_8);
    }

    List<byte[]> path() throws ProofFailed {
        List<byte[]> path = new ArrayList<>(inclusion.size());
        for (String hash : inclusion) {
            path.add(Base64Text.decode(hash));
        }
        return path;
    }

    private static List<String> orNone(@Nullable List<String> parts) {
        return parts == null ? List.of() : parts;
    }
}
