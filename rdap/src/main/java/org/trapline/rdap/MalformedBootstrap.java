package org.trapline.rdap;

/** The bootstrap file does not have the shape of RFC 9224 section 3; the message names the place. */
public final class MalformedBootstrap extends RuntimeException {

    MalformedBootstrap(String message) {
        super(message);
    }
}
