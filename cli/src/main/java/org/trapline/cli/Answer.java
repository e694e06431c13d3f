package org.trapline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/**
 * What the platform answered to a request that succeeded.
 *
 * @param status 200 to 299
 * @param bytes the whole body
 */
public record Answer(int status, HttpHeaders headers, byte[] bytes) {

    /** The body as JSON; a missing node when there is none. */
    public JsonNode json() {
        return Json.parseOrMissing(bytes);
    }

    /** The version to send back as If-Match; empty when the answer has none. */
    public String etag() {
        return headers.firstValue("ETag").orElse("");
    }

    /** Empty when the answer has none. */
    public String location() {
        return headers.firstValue("Location").orElse("");
    }
}
