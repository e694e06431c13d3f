package org.trapline.evidence.mail;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/** Registrable domains by the Mozilla public suffix list (ICANN and private section) that the HTTP client library carries. */
public final class PublicSuffixes {

    /** A campaign repeats its hosts; beyond this many the memory is not worth it. */
    private static final int REMEMBERED = 20_000;

    private static final PublicSuffixMatcher LIST = PublicSuffixMatcherLoader.getDefault();
    private static final Map<String, Optional<String>> KNOWN = new ConcurrentHashMap<>();

    private PublicSuffixes() {}

    /** Empty when the host is itself a public suffix. */
    public static Optional<String> registrableDomain(String host) {
        Optional<String> known = KNOWN.get(host);
        if (known == null) {
            known = Optional.ofNullable(LIST.getDomainRoot(host, null)).filter(d -> d.indexOf('.') > 0);
            if (KNOWN.size() < REMEMBERED) {
                KNOWN.put(host, known);
            }
        }
        return known;
    }
}
