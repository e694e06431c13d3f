package org.trapline.attribution.claims;

/** A claim that says nothing definite; the message names the fault. */
public final class InvalidClaim extends RuntimeException {

    InvalidClaim(String message) {
        super(message);
    }
}
