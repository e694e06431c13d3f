package org.trapline.verifier;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the parts of a redacted copy lead to. */
public final class RedactedCopy {

    private static final byte[] HEADER_MARK = "X-Redacted: line left out\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BODY_MARK = "\r\n[redacted: block left out]\r\n".getBytes(StandardCharsets.US_ASCII);

    private RedactedCopy() {}

    /** The leaf data that the parts, shown or left out, commit to. */
    public static byte[] leafData(List<RedactedPart> parts) throws ProofFailed {
        List<byte[]> commitments = new ArrayList<>(parts.size());
        for (RedactedPart part : parts) {
            commitments.add(part.committed());
        }
        return TreeHash.root(commitments);
    }

    /** The message with a mark in place of each part that is left out. */
    public static byte[] rendering(List<RedactedPart> parts) throws ProofFailed {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (RedactedPart part : parts) {
            if (part.kind() == ExhibitContent.HEADER_LINE || part.kind() == ExhibitContent.BODY_BLOCK) {
                out.writeBytes(
                        part.content() != null
                                ? Base64Text.decode(part.content())
                                : part.kind() == ExhibitContent.HEADER_LINE ? HEADER_MARK : BODY_MARK);
            }
        }
        return out.toByteArray();
    }

    /** Whether a part of this kind and content is among those that are shown. */
    public static boolean shows(List<RedactedPart> parts, byte kind, byte[] content) throws ProofFailed {
        for (RedactedPart part : parts) {
            if (part.kind() == kind
                    && part.content() != null
                    && Arrays.equals(Base64Text.decode(part.content()), content)) {
                return true;
            }
        }
        return false;
    }
}
