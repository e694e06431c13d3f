package org.trapline.rdap;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The HTTP headers that decide when to ask again: freshness (RFC 9111 section 4.2) and Retry-After (RFC 9110 10.2.3). */
final class Headers {

    private Headers() {}

    static Map<String, List<String>> lowerCase(HttpResponse<?> response) {
        Map<String, List<String>> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }

    static @Nullable String first(RawReply reply, String name) {
        List<String> values = reply.headers().getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.get(0);
    }

    static @Nullable Duration retryAfter(RawReply reply) {
        String value = first(reply, "retry-after");
        if (value == null) {
            return null;
        }
        Duration seconds = seconds(value);
        if (seconds != null) {
            return seconds;
        }
        Instant date = httpDate(value);
        return date == null ? null : notNegative(Duration.between(reply.receivedAt(), date));
    }

    /** How long the reply may be used from its receipt, or null when its headers do not say. */
    static @Nullable Duration freshness(RawReply reply) {
        Duration maxAge = null;
        for (String line : reply.headers().getOrDefault("cache-control", List.of())) {
            for (String directive : line.toLowerCase(Locale.ROOT).split(",")) {
                String d = directive.strip();
                if (d.equals("no-store") || d.equals("no-cache")) {
                    return Duration.ZERO;
                }
                if (d.startsWith("max-age=")) {
                    maxAge = seconds(d.substring(8).replace("\"", ""));
                }
            }
        }
        String ageHeader = first(reply, "age");
        Duration age = ageHeader == null ? null : seconds(ageHeader);
        if (maxAge != null) {
            return notNegative(maxAge.minus(age == null ? Duration.ZERO : age));
        }
        String expires = first(reply, "expires");
        if (expires == null) {
            return null;
        }
        Instant until = httpDate(expires);
        // RFC 9111 section 5.3: an Expires that is no date, "0" above all, means already expired.
        return until == null ? Duration.ZERO : notNegative(Duration.between(reply.receivedAt(), until));
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static @Nullable Duration seconds(String value) {
        String digits = value.strip();
        return digits.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(digits)) : null;
    }

    private static @Nullable Instant httpDate(String value) {
        try {
            return ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
