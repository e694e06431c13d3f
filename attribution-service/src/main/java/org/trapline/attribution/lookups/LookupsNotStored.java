package org.trapline.attribution.lookups;

/** The database did not take or give what was asked of it. */
final class LookupsNotStored extends RuntimeException {

    LookupsNotStored(String what, Throwable cause) {
        super(what + " was not stored", cause);
    }
}
