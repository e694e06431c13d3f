package org.trapline.defaults;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Problem documents (RFC 9457) whose type is one that the platform names itself. */
public final class Problem {

    private Problem() {}

    /**
     * @param slug   names the type: {@code urn:trapline:problem:SLUG}; part of the contract, never changed
     * @param title  the same for every problem of the type
     * @param status HTTP status code
     * @param detail what happened this time and what the caller can do
     */
    public static HttpProblem.Builder of(String slug, String title, int status, @Nullable String detail) {
        return HttpProblem.builder()
                .withType(URI.create("urn:trapline:problem:" + slug))
                .withTitle(title)
                .withStatus(status)
                .withDetail(detail);
    }
}
