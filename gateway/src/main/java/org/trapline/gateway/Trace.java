package org.trapline.gateway;

import io.vertx.core.MultiMap;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * W3C Trace Context of one request. The gateway exports no spans, so it passes a caller's valid {@code traceparent} on
 * as it is (W3C Trace Context 4.3) and makes one only where there is none.
 *
 * @param id the 32 hex digits of the trace, also the {@code X-Request-Id}
 * @param parent the whole {@code traceparent}
 */
record Trace(String id, String parent) {

    static final String TRACEPARENT = "traceparent";
    static final String TRACESTATE = "tracestate";

    // Section 3.2: version ff and ids of zeros are invalid; a version above 00 may carry more after the flags.
    private static final Pattern VALID = Pattern.compile(
            "(?!ff)(?<version>[0-9a-f]{2})-(?!0{32})(?<id>[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?<more>-.*)?");

    private static final int LONGEST = 200;

    static Trace of(MultiMap headers) {
        @Nullable String given = headers.get(TRACEPARENT);
        if (given != null && given.length() <= LONGEST) {
            Matcher matcher = VALID.matcher(given);
            if (matcher.matches() && (matcher.group("more") == null || !"00".equals(matcher.group("version")))) {
                return new Trace(matcher.group("id"), given);
            }
        }
        return fresh();
    }

    private static Trace fresh() {
        // Ids have to be unique, not secret.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        String id = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong(1, Long.MAX_VALUE));
        return new Trace(id, "00-" + id + "-" + hex.toHexDigits(random.nextLong(1, Long.MAX_VALUE)) + "-00");
    }

    /** Puts this trace in the place of whatever the caller sent; a {@code tracestate} without its parent means nothing. */
    void into(MultiMap headers) {
        if (!parent.equals(headers.get(TRACEPARENT))) {
            headers.remove(TRACESTATE);
        }
        headers.set(TRACEPARENT, parent);
    }
}
