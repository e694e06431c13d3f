package org.trapline.verifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One part of an exhibit as a redacted copy has it: shown with its content and salt, or left out with its commitment alone.
 * Binary values are base64.
 *
 * @param kind one of the kinds of {@link ExhibitContent}
 * @param content null when the part is left out
 * @param salt null when the part is left out
 * @param commitment null when the part is shown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedactedPart(
        int kind,
        @Nullable String content,
        @Nullable String salt,
        @Nullable String commitment) {

    public RedactedPart {
        if ((content == null) != (salt == null) || (content == null) == (commitment == null)) {
            throw new IllegalArgumentException(
                    "A part is shown with content and salt, or left out with its commitment");
        }
    }

    public static RedactedPart shown(byte kind, byte[] content, byte[] salt) {
        return new RedactedPart(kind, encoded(content), encoded(salt), null);
    }

    public static RedactedPart leftOut(byte kind, byte[] commitment) {
        return new RedactedPart(kind, null, null, encoded(commitment));
    }

    /** What the exhibit's leaf commits this part to. */
    byte[] committed() throws ProofFailed {
        if (content == null || salt == null) {
            return Base64Text.decode(String.valueOf(commitment));
        }
        return Commitments.commitment(Base64Text.decode(salt), (byte) kind, Base64Text.decode(content));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
