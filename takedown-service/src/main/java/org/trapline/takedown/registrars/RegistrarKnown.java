package org.trapline.takedown.registrars;

/** The directory has an entry under this IANA id already; it can be changed. */
public final class RegistrarKnown extends RuntimeException {

    RegistrarKnown(String ianaId) {
        super("registrar " + ianaId + " is in the directory already");
    }
}
