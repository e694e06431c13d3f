package org.trapline.verifier;

import java.util.Base64;

/** Base64 of RFC 4648 section 4 in its one way of writing, so that no two texts are the same bytes. */
public final class Base64Text {

    private Base64Text() {}

    public static byte[] decode(String text) throws ProofFailed {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for every other way of writing.
        }
        throw new ProofFailed("not base64");
    }
}
