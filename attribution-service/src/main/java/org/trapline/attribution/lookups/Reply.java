package org.trapline.attribution.lookups;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A raw answer after its bytes became an exhibit.
 *
 * @param uri         the address that answered, after redirects
 * @param status      HTTP status
 * @param contentType as sent
 * @param receivedAt  when its last byte was in
 * @param sha256      of the body, lower-case hex
 * @param exhibit     null for an empty body, which leaves nothing to keep
 */
record Reply(
        String uri,
        int status,
        @Nullable String contentType,
        Instant receivedAt,
        String sha256,
        @Nullable UUID exhibit) {}
