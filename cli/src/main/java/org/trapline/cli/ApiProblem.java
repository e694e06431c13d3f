package org.trapline.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** The platform refused: a problem document (RFC 9457), or what can be said of an answer that has none. */
public final class ApiProblem extends RuntimeException {

    private final int status;
    private final String type;
    private final String title;
    private final String detail;
    private final transient JsonNode body;

    ApiProblem(String request, int status, String type, String title, String detail, JsonNode body) {
        super(request + ": " + status + " " + title + (detail.isEmpty() ? "" : ": " + detail));
        this.status = status;
        this.type = type;
        this.title = title;
        this.detail = detail;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** Problem type URI; {@code about:blank} when the answer names none. */
    public String type() {
        return type;
    }

    public String title() {
        return title;
    }

    /** Empty when the answer has none. */
    public String detail() {
        return detail;
    }

    /** The whole problem document; a missing node when the answer was not JSON. */
    public JsonNode body() {
        return body;
    }
}
