package org.trapline.rdap;

/** The exchange ended without a usable reply: refused by the guard, timed out, too large, too many redirects. */
final class NoReply extends Exception {

    NoReply(String message) {
        super(message);
    }
}
