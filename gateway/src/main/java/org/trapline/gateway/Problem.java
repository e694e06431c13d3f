package org.trapline.gateway;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway itself has to refuse, as an RFC 9457 problem. This file is its error contract.
 *
 * @param type last part of the type URI
 * @param retryAfter when another try makes sense
 * @param challenge the {@code WWW-Authenticate} of a 401 (RFC 6750 3)
 */
record Problem(
        int status,
        String type,
        String title,
        @Nullable Duration retryAfter,
        @Nullable String challenge) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final Duration SOON = Duration.ofSeconds(2);

    static Problem malformed(String title) {
        return new Problem(400, "malformed-request", title, null, null);
    }

    static Problem tokenMissing() {
        return new Problem(401, "token-missing", "A bearer token is needed", null, "Bearer realm=\"trapline\"");
    }

    static Problem tokenInvalid() {
        return new Problem(
                401,
                "token-invalid",
                "The bearer token is expired or not valid here",
                null,
                "Bearer realm=\"trapline\", error=\"invalid_token\"");
    }

    static Problem noSuchPath() {
        return new Problem(404, "no-such-path", "Nothing is served at this path", null, null);
    }

    static Problem callerTooSlow() {
        return new Problem(408, "caller-too-slow", "The request body stopped arriving", null, null);
    }

    static Problem bodyTooLarge(long limit) {
        return new Problem(413, "body-too-large", "The request body is larger than " + limit + " bytes", null, null);
    }

    static Problem tooManyRequests(Duration wait) {
        return new Problem(429, "too-many-requests", "Too many requests", wait, null);
    }

    static Problem unexpected() {
        return new Problem(500, "unexpected", "An error occurred that was not anticipated", null, null);
    }

    static Problem notImplemented() {
        return new Problem(501, "method-not-implemented", "This method is not passed on", null, null);
    }

    static Problem upstreamBroke(String route) {
        return new Problem(502, "upstream-broke-off", route + " broke off before it answered", SOON, null);
    }

    static Problem upstreamDown(String route, Duration wait) {
        return new Problem(503, "upstream-unavailable", route + " is not available", wait, null);
    }

    static Problem upstreamDown(String route) {
        return upstreamDown(route, SOON);
    }

    static Problem identityProviderDown() {
        return new Problem(503, "identity-provider-unavailable", "Tokens cannot be checked at present", SOON, null);
    }

    static Problem upstreamHung(String route) {
        return new Problem(504, "upstream-timeout", route + " did not answer in time", SOON, null);
    }

    static Problem httpTooOld() {
        return new Problem(505, "http-version-not-supported", "HTTP/1.1 or later is needed", null, null);
    }

    /** RFC 9110 10.2.3 wants whole seconds; rounded up, so that whoever obeys is not refused again. */
    @Nullable String retryAfterSeconds() {
        return retryAfter == null
                ? null
                : Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }

    String json(Trace trace) {
        return new JsonObject()
                .put("type", "urn:trapline:problem:" + type)
                .put("title", title)
                .put("status", status)
                .put("requestId", trace.id())
                .encode();
    }
}
