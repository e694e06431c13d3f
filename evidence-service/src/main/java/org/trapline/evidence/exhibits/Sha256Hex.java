package org.trapline.evidence.exhibits;

import java.util.HexFormat;
import java.util.Locale;

/** A SHA-256 as callers write it: 64 hex digits. */
public final class Sha256Hex {

    private Sha256Hex() {}

    /** @throws NotASha256 when it is not one */
    public static byte[] parse(String text) {
        if (!text.matches("[0-9A-Fa-f]{64}")) {
            throw new NotASha256();
        }
        return HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT));
    }

    /** What a caller gave is not 64 hex digits. */
    public static final class NotASha256 extends RuntimeException {
        NotASha256() {
            super("A SHA-256 is written as 64 hex digits");
        }
    }
}
