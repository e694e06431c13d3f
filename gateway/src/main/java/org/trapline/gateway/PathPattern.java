package org.trapline.gateway;

import io.vertx.core.http.HttpMethod;

/**
 * A method and everything below a path.
 *
 * @param method GET stands for HEAD too
 * @param base the path without its last {@code **}, ending in a slash
 */
record PathPattern(HttpMethod method, String base) {

    /** Reads {@code GET /api/evidence/log/**}. */
    static PathPattern of(String text) {
        String[] words = text.trim().split(" +");
        if (words.length != 2 || !words[1].startsWith("/") || !words[1].endsWith("/**")) {
            throw new IllegalArgumentException("not of the form 'METHOD /path/**': " + text);
        }
        return new PathPattern(HttpMethod.valueOf(words[0]), words[1].substring(0, words[1].length() - 2));
    }

    boolean matches(HttpMethod asked, String path) {
        boolean sameMethod = asked.equals(method) || asked == HttpMethod.HEAD && method == HttpMethod.GET;
        return sameMethod && path.length() > base.length() && path.startsWith(base);
    }
}
