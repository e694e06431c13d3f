package org.trapline.defaults;

import org.jspecify.annotations.Nullable;

/** Entity tags of mutable resources: a strong tag that holds the row's version (RFC 9110, 8.8.3 and 13.1.1). */
public final class Versions {

    private Versions() {}

    /** The value of the {@code ETag} header. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Hibernate ignores a version that a client sent, so the comparison is made here.
     *
     * @param ifMatch the {@code If-Match} header; {@code *} matches any version
     * @throws PreconditionRequired when there is none
     * @throws StaleVersion when it names another version
     */
    public static void require(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new PreconditionRequired();
        }
        for (String tag : ifMatch.split(",")) {
            if (tag.strip().equals("*") || tag.strip().equals(etag(version))) {
                return;
            }
        }
        throw new StaleVersion(ifMatch, version);
    }
}
