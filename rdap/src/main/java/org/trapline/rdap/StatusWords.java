package org.trapline.rdap;

import java.util.Locale;

/** The mapping of RFC 8056 section 2: whatever spelling a server uses, the RDAP word comes out. */
final class StatusWords {

    private StatusWords() {}

    static String normalised(String status) {
        // Some servers send the EPP status page's address, "https://icann.org/epp#clientHold".
        String bare = status.substring(status.lastIndexOf('#') + 1).strip();
        String words = bare.replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .replaceAll("[\\s_-]+", " ")
                .toLowerCase(Locale.ROOT);
        return switch (words) {
            case "ok" -> "active";
            case "linked" -> "associated";
            default -> words;
        };
    }
}
