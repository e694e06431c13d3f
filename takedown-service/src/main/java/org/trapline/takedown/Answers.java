package org.trapline.takedown;

import jakarta.ws.rs.core.EntityTag;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Answers that carry the version of what they show, so that a caller can change it with If-Match. */
public final class Answers {

    private Answers() {}

    public static <T> RestResponse<T> ok(long version, T view) {
        return ResponseBuilder.ok(view).tag(tag(version)).build();
    }

    /** @param path below {@code /api/takedown/} */
    public static <T> RestResponse<T> created(String path, long version, T view) {
        return ResponseBuilder.<T>create(RestResponse.Status.CREATED)
                .location(URI.create("/api/takedown/" + path))
                .tag(tag(version))
                .entity(view)
                .build();
    }

    private static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }
}
