package org.trapline.takedown.registrars;

/** The directory has no entry under this IANA id. */
public final class NoSuchRegistrar extends RuntimeException {

    NoSuchRegistrar(String ianaId) {
        super("no registrar " + ianaId);
    }
}
