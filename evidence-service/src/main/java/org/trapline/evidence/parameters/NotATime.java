package org.trapline.evidence.parameters;

/** A parameter is not an RFC 3339 time. */
public final class NotATime extends RuntimeException {

    NotATime(String parameter) {
        super("Parameter " + parameter + " is not a time such as 2026-01-31T12:00:00Z");
    }
}
