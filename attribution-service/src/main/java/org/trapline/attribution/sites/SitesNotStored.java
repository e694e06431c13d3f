package org.trapline.attribution.sites;

/** The database did not take or give what was asked of it. */
final class SitesNotStored extends RuntimeException {

    SitesNotStored(String message, Throwable cause) {
        super(message, cause);
    }
}
