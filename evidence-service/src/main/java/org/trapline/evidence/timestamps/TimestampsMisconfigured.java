package org.trapline.evidence.timestamps;

/** The service does not start: it would ask for time stamps that it could not check. */
final class TimestampsMisconfigured extends RuntimeException {

    TimestampsMisconfigured(String setting, String remedy) {
        super("trapline.evidence.timestamps." + setting + ": " + remedy);
    }
}
