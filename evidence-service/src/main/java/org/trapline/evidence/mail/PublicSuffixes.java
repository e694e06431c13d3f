package org.trapline.evidence.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/** Registrable domains by the Mozilla public suffix list (ICANN and private section) that the HTTP client library carries. */
public final class PublicSuffixes {

    /** A campaign repeats its hosts; beyond this many the memory is not worth it. */
    private static final int REMEMBERED = 20_000;

    private static final PublicSuffixMatcher LIST = PublicSuffixMatcherLoader.getDefault();
    private static final Set<String> TOP_LEVEL = topLevel();
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

    /** Whether a lower-case label is a top-level domain of the list. */
    static boolean isTopLevel(String label) {
        return TOP_LEVEL.contains(label);
    }

    private static Set<String> topLevel() {
        try (InputStream list =
                PublicSuffixMatcherLoader.class.getResourceAsStream("/org/publicsuffix/list/effective_tld_names.dat")) {
            if (list == null) {
                throw new IllegalStateException("The public suffix list is missing from the HTTP client library");
            }
            return new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("//") && line.indexOf('.') < 0)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
