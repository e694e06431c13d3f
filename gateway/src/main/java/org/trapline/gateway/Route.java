package org.trapline.gateway;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A path prefix and the upstream behind it.
 *
 * @param name the name in the configuration, used in logs and metrics
 * @param prefix without a slash at its end
 * @param maxBody bytes
 * @param anonymous what needs no token
 * @param secretsAfter path prefixes, each ending in a slash, whose next segment is never logged
 */
record Route(
        String name,
        String prefix,
        Upstream upstream,
        long maxBody,
        List<PathPattern> anonymous,
        List<String> secretsAfter) {

    private static final int LOGGED_PATH = 200;

    static Route of(String name, GatewayConfig.RouteConfig config, Upstream upstream) {
        if (!config.prefix().startsWith("/") || config.prefix().endsWith("/")) {
            throw new IllegalArgumentException("prefix of route " + name + " must be like /api/x: " + config.prefix());
        }
        return new Route(
                name,
                config.prefix(),
                upstream,
                config.maxBody().asLongValue(),
                config.anonymous().orElse(List.of()).stream()
                        .map(PathPattern::of)
                        .toList(),
                config.secretsAfter().orElse(List.of()));
    }

    boolean takes(String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    boolean admitsAnybody(HttpMethod method, String path) {
        return anonymous.stream().anyMatch(pattern -> pattern.matches(method, path));
    }

    /** The path as it may stand in a log: bounded, and a secret segment replaced by {@code #} and 8 digits of its SHA-256. */
    String loggable(String path) {
        String shown = path;
        for (String base : secretsAfter) {
            if (path.startsWith(base)) {
                int end = path.indexOf('/', base.length());
                String secret = path.substring(base.length(), end < 0 ? path.length() : end);
                shown = base + "#" + shortHash(secret) + (end < 0 ? "" : path.substring(end));
            }
        }
        return shown.length() <= LOGGED_PATH ? shown : shown.substring(0, LOGGED_PATH) + "...";
    }

    private static String shortHash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
